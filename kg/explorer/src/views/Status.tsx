/** What is shown and what is not, in words: counts, the filters that are set, and what they leave out. */

import { choose, clearFilter, during, filter, focusOn } from "../state/actions";
import { ALL, same, START, type Filter } from "../state/state";
import { act, state } from "../state/store";
import { Icon, plural } from "./bits";
import { answer, labelOf, shown, vocabulary } from "./shown";
import { TYPE_NAMES } from "../graph/looks";

export function Status() {
  const known = answer.value;
  const { filter: chosen, focus, level } = state.value;
  const filtered = !same({ ...START, filter: chosen }, START);
  const noun = level === "country" ? ["country", "countries"] : level === "agency" ? ["body", "bodies"] : ["thing", "things"];
  return (
    <div class="status" aria-label="What is shown" role="group">
      {known && (
        <p>
          <strong>{plural(shown.value.nodes.size, noun[0] ?? "", noun[1])}</strong>, {plural(shown.value.lines.length, "link")}
          {leftOut()}
        </p>
      )}
      {(filtered || focus.length > 0) && (
        <ul class="chips" aria-label="Filters that are set">
          {focus.length > 0 && (
            <Chip label={`only around ${focus.map(labelOf).join(", ")}`} remove={() => act(focusOn())} />
          )}
          {chips(chosen).map(({ label, remove }) => (
            <Chip key={label} label={label} remove={remove} />
          ))}
          {filtered && (
            <li>
              <button type="button" class="link" onClick={() => act(clearFilter)}>
                Clear all filters
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

function leftOut(): string {
  const left = answer.value?.leftOut;
  if (!left) return "";
  const parts: string[] = [];
  if (left.filtered) {
    parts.push(`${plural(left.filtered, "fact")} by the filters${left.undated ? ` (${left.undated.toLocaleString("en")} undated)` : ""}`);
  }
  if (left.homeless) parts.push(`${plural(left.homeless, "body", "bodies")} of no country`);
  if (left.nodes) parts.push(`${left.nodes.toLocaleString("en")} with fewer links`);
  if (left.edges) parts.push(`${plural(left.edges, "weaker link")}`);
  return parts.length > 0 ? ` · left out: ${parts.join(", ")}` : " · nothing left out";
}

function Chip({ label, remove }: { label: string; remove: () => void }) {
  return (
    <li class="chip">
      <span>{label}</span>
      <button type="button" aria-label={`Remove filter: ${label}`} onClick={remove}>
        <Icon name="close" />
      </button>
    </li>
  );
}

function chips(chosen: Filter): { label: string; remove: () => void }[] {
  const known = vocabulary.value;
  const named = (list: readonly { id: string; label: string }[] | undefined, id: string) =>
    list?.find((item) => item.id === id)?.label ?? id;
  const found: { label: string; remove: () => void }[] = [];
  for (const id of chosen.types) found.push({ label: TYPE_NAMES[id] ?? id, remove: () => act(choose("types", id)) });
  for (const id of chosen.relations) {
    const phrase = known?.relations.find((relation) => relation.id === id)?.phrase ?? id;
    found.push({ label: phrase, remove: () => act(choose("relations", id)) });
  }
  for (const id of chosen.topics) found.push({ label: named(known?.topics, id), remove: () => act(choose("topics", id)) });
  for (const id of chosen.countries) found.push({ label: named(known?.countries, id), remove: () => act(choose("countries", id)) });
  if (chosen.modality.join() !== ALL.modality.join()) {
    found.push({ label: chosen.modality.join(" or "), remove: () => act(filter({ modality: ALL.modality })) });
  }
  if (chosen.confidence !== ALL.confidence) {
    found.push({ label: `confidence from ${chosen.confidence}`, remove: () => act(filter({ confidence: ALL.confidence })) });
  }
  if (chosen.sources !== ALL.sources) {
    found.push({ label: `${chosen.sources} or more sources`, remove: () => act(filter({ sources: ALL.sources })) });
  }
  if (chosen.since || chosen.until) {
    const label = !chosen.since ? `until ${chosen.until}` : !chosen.until ? `since ${chosen.since}` : `${chosen.since} to ${chosen.until}`;
    found.push({ label, remove: () => act(during("", "")) });
  }
  if (chosen.rejected) found.push({ label: "with rejected facts", remove: () => act(filter({ rejected: false })) });
  return found;
}
