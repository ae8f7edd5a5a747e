/** The picture as a list: every node with its partners, in words, for everybody. */

import { useSignal } from "@preact/signals";
import { typeName } from "../graph/looks";
import { neighboursOf, type PictureNode } from "../graph/picture";
import { state } from "../state/store";
import { Awaiting, EntityLink, plural } from "./bits";
import type { Picturing } from "./picturing";
import { labelOf, shown, vocabulary } from "./shown";

const STEP = 100;
type Column = "label" | "type" | "country" | "degree" | "facts" | "centrality";

export function ListView({ of }: { of: Picturing }) {
  const sort = useSignal<{ by: Column; down: boolean }>({ by: "degree", down: true });
  const most = useSignal(STEP);
  const picture = shown.value;
  const value = (node: PictureNode): string | number =>
    sort.value.by === "country" ? countryOf(node) : (node[sort.value.by] ?? 0);
  const rows = [...picture.nodes.values()].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en");
    return (sort.value.down ? -order : order) || a.label.localeCompare(b.label, "en");
  });
  const head = (by: Column, name: string) => (
    <th scope="col" aria-sort={sort.value.by === by ? (sort.value.down ? "descending" : "ascending") : "none"}>
      <button
        type="button"
        onClick={() => (sort.value = { by, down: sort.value.by === by ? !sort.value.down : by !== "label" && by !== "type" && by !== "country" })}
      >
        {name}
      </button>
    </th>
  );
  return (
    <section class="list scrolls" aria-label="List" tabIndex={0}>
      <Awaiting of={of} empty={rows.length === 0} />
      {rows.length > 0 && (
        <table>
          <caption class="unseen">What the network shows, in words</caption>
          <thead>
            <tr>
              {head("label", "Name")}
              {head("type", "Type")}
              {head("country", "Country")}
              {head("degree", "Partners")}
              {head("facts", "Facts")}
              {head("centrality", "Centrality")}
              <th scope="col">Joined to</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most.value).map((node) => (
              <tr key={node.id} aria-selected={state.value.selection.includes(node.id)}>
                <th scope="row">
                  <EntityLink entity={node} />
                </th>
                <td>{typeName(node.type)}</td>
                <td>{countryOf(node)}</td>
                <td class="number">{node.degree}</td>
                <td class="number">{node.facts}</td>
                <td class="number">{node.centrality?.toFixed(4) ?? ""}</td>
                <td>
                  <Joined node={node} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > most.value && (
        <button type="button" onClick={() => (most.value += STEP)}>
          Show {plural(Math.min(STEP, rows.length - most.value), "more row")} of {rows.length}
        </button>
      )}
    </section>
  );
}

function Joined({ node }: { node: PictureNode }) {
  const others = neighboursOf(shown.value, node.id);
  const first = others.slice(0, 4);
  return (
    <>
      {first.map(({ node: other }) => (
        <EntityLink key={other.id} entity={other} plain />
      ))}
      {others.length > first.length && <span class="quietly">{`and ${others.length - first.length} more`}</span>}
    </>
  );
}

function countryOf(node: PictureNode): string {
  if (!node.country) return "";
  return vocabulary.value?.countries.find((country) => country.id === node.country)?.label ?? labelOf(node.country);
}
