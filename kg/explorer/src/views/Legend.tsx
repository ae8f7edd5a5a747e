/** What colours, shapes and sizes mean, with a choice of each. */

import { colourBy, sizeBy } from "../state/actions";
import type { Colour, Size } from "../state/state";
import { act, state } from "../state/store";
import { TYPE_NAMES } from "../graph/looks";
import { Mark } from "./bits";
import { groups, shown } from "./shown";

const COLOURS: readonly (readonly [Colour, string])[] = [
  ["community", "Community"],
  ["country", "Country"],
  ["type", "Type"],
];
const SIZES: readonly (readonly [Size, string])[] = [
  ["weight", "Partners"],
  ["centrality", "Centrality"],
  ["facts", "Facts"],
];

export function Legend() {
  const { colour, size } = state.value;
  const types = new Set<string>();
  for (const node of shown.value.nodes.values()) types.add(node.type);
  return (
    <div class="legend" role="group" aria-label="Legend" tabIndex={0}>
      <label>
        Colour
        <select value={colour} onChange={(event) => act(colourBy(event.currentTarget.value as Colour))}>
          {COLOURS.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Size
        <select value={size} onChange={(event) => act(sizeBy(event.currentTarget.value as Size))}>
          {SIZES.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <ul>
        {groups.value.map((group) => (
          <li key={group.key}>
            {colour === "type" ? (
              <Mark type={group.key} colour={group.colour} />
            ) : (
              <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
                <circle cx="10" cy="10" r="7" fill={group.colour} />
              </svg>
            )}
            <span title={group.label}>{group.label}</span>
            <span class="count">{group.members.length}</span>
          </li>
        ))}
      </ul>
      {colour !== "type" && types.size > 1 && (
        <ul class="shapes" aria-label="Shapes">
          {Object.keys(TYPE_NAMES)
            .filter((type) => types.has(type))
            .map((type) => (
              <li key={type}>
                <Mark type={type} colour="currentColor" />
                <span>{TYPE_NAMES[type]}</span>
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}
