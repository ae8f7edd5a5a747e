/** The timeline: agreements, events and launches on one axis; a date that is not known to the day is drawn as long as it may be. */

import { useSignal } from "@preact/signals";
import * as addresses from "../api/addresses";
import { useAnswer } from "../api/answers";
import type { Happening, Happenings } from "../api/types";
import { state } from "../state/store";
import { axisOf, extentOf } from "../graph/axis";
import { Awaiting, EntityLink, plural } from "./bits";
import { Choice } from "./Matrix";

const STEP = 100;
/** How much of the column the axis takes, in per cent: the last mark is as wide as the first. */
const ROOM = 92;
const KINDS = [
  ["agreement", "Agreements"],
  ["event", "Events"],
  ["launch", "Launches"],
] as const;
const SORTS = [
  ["-date", "latest first"],
  ["date", "earliest first"],
  ["sources", "most sources first"],
  ["label", "by name"],
] as const;
type Sort = (typeof SORTS)[number][0];

export function Timeline() {
  const kinds = useSignal<string[]>(["agreement"]);
  const sort = useSignal<Sort>("-date");
  const limit = useSignal(STEP);
  const found = useAnswer<Happenings>(addresses.happenings(state.value, sort.value, kinds.value.join(","), limit.value));
  const items = found.data?.items ?? [];
  const extent = extentOf(items);
  return (
    <section class="timeline" aria-label="Timeline">
      <div class="controls">
        <fieldset class="inline">
          <legend class="unseen">What is shown</legend>
          {KINDS.map(([kind, name]) => (
            <label key={kind} class="check">
              <input
                type="checkbox"
                checked={kinds.value.includes(kind)}
                onChange={() => {
                  const next = kinds.value.includes(kind) ? kinds.value.filter((other) => other !== kind) : [...kinds.value, kind];
                  if (next.length > 0) kinds.value = next;
                }}
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        <Choice name="Order" value={sort.value} options={SORTS} set={(value) => (sort.value = value)} />
        {found.data && <span class="quietly">{found.data.total > items.length ? `${items.length} of ${found.data.total}` : found.data.total} shown</span>}
        {state.value.selection.length > 0 && <span class="quietly">of what is selected</span>}
      </div>
      <Awaiting of={found} empty={items.length === 0} />
      {items.length > 0 && (
        <div class="scrolls" tabIndex={0} role="region" aria-label="Timeline, rows">
          <table>
            <caption class="unseen">What happened when</caption>
            <thead>
              <tr>
                <th scope="col">Date</th>
                <th scope="col" class="span">
                  <span class="unseen">On the axis</span>
                  {extent && (
                    <span class="ruler" aria-hidden="true">
                      {axisOf(extent).map(({ year, share }) => (
                        <span key={year} style={{ left: `${ROOM * share}%` }}>
                          {year}
                        </span>
                      ))}
                    </span>
                  )}
                </th>
                <th scope="col">What</th>
                <th scope="col">Parties</th>
                <th scope="col">Sources</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <Row key={`${item.id} ${item.kind} ${item.date?.value}`} item={item} extent={extent} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.data?.next && limit.value < 500 && (
        <button type="button" onClick={() => (limit.value = Math.min(500, limit.value + STEP))}>
          Show more
        </button>
      )}
    </section>
  );
}

function Row({ item, extent }: { item: Happening; extent: [number, number] | null }) {
  return (
    <tr aria-selected={state.value.selection.includes(item.id)}>
      <td class="when">
        {item.date?.value ?? <span class="quietly">undated</span>}
        {item.modality !== "asserted" && <span class={`badge ${item.modality}`}>{item.modality}</span>}
      </td>
      <td class="span">{extent && item.date && <Moment item={item} extent={extent} />}</td>
      <td>
        <EntityLink entity={item} />
        {(item.agreementType || item.topics.length > 0) && (
          <span class="quietly">{[item.agreementType, ...item.topics.map((topic) => topic.label)].filter(Boolean).join(" · ")}</span>
        )}
      </td>
      <td>
        {item.parties.slice(0, 8).map((party) => (
          <EntityLink key={party.id} entity={party} plain />
        ))}
        {item.parties.length > 8 && <span class="quietly">{`and ${item.parties.length - 8} more`}</span>}
      </td>
      <td class="number" title={plural(item.articles, "article")}>
        {item.sources}
      </td>
    </tr>
  );
}

function Moment({ item, extent: [first, last] }: { item: Happening; extent: [number, number] }) {
  if (!item.date) return null;
  const [from, to] = [Date.parse(item.date.earliest), Date.parse(item.date.latest)];
  if (Number.isNaN(from) || Number.isNaN(to)) return null;
  const share = (time: number) => (ROOM * (time - first)) / Math.max(1, last - first);
  const exact = item.date.earliest === item.date.latest;
  return (
    <span
      class={`moment ${item.kind} ${exact ? "" : "uncertain"} ${item.modality}`}
      title={exact ? item.date.value : `between ${item.date.earliest} and ${item.date.latest}`}
      style={{ left: `${share(from)}%`, width: exact ? undefined : `${Math.max(0.8, share(to) - share(from))}%` }}
    />
  );
}
