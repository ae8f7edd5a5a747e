/** Filters: each value with the number of facts that it would give, the other filters being as they are. */

import { useSignal } from "@preact/signals";
import * as addresses from "../api/addresses";
import { useAnswer } from "../api/answers";
import type { Facets } from "../api/types";
import { choose, clearFilter, filter } from "../state/actions";
import { act, state } from "../state/store";
import { TYPE_NAMES } from "../graph/looks";
import { Icon, Mark, plural, Trouble } from "./bits";

type ListName = "types" | "relations" | "topics" | "countries" | "modality";

interface Value {
  id: string;
  label: string;
  count: number;
}

const FEW = 8;
const LEVELS = [1, 2, 3, 5];

export function Filters({ close }: { close: () => void }) {
  const found = useAnswer<Facets>(addresses.facets(state.value));
  const { filter: chosen } = state.value;
  const data = found.data;
  return (
    <aside class="filters" id="filters" aria-label="Filters">
      <header>
        <h2>Filters</h2>
        <button type="button" class="quiet" aria-label="Close the filters" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {found.error && <Trouble error={found.error} again={found.again} />}
      {data && (
        <p class="quietly" role="status">
          {data.facts === data.total ? `all ${plural(data.total, "fact")}` : `${data.facts.toLocaleString("en")} of ${plural(data.total, "fact")}`}{" "}
          <button type="button" class="link" onClick={() => act(clearFilter)}>
            As at the start
          </button>
        </p>
      )}
      {data && (
        <div class={found.loading ? "stale" : undefined}>
          <Choices name="topics" title="Topics" open values={data.topics} chosen={chosen.topics} />
          <Choices name="countries" title="Countries" open values={data.countries} chosen={chosen.countries} />
          <Choices
            name="modality"
            title="What articles say of it"
            open
            values={data.modality.map((value) => ({ ...value, label: MODALITIES[value.id] ?? value.id }))}
            chosen={chosen.modality}
          />
          <details open>
            <summary>Certainty</summary>
            <label class="range">
              <span>
                Confidence from <output>{chosen.confidence.toFixed(2)}</output>
              </span>
              <Bands bands={data.confidence} from={chosen.confidence} />
              <input
                type="range"
                min="0"
                max="1"
                step="0.05"
                value={chosen.confidence}
                onChange={(event) => act(filter({ confidence: Number(event.currentTarget.value) }))}
              />
            </label>
            <label>
              Independent sources
              <select value={chosen.sources} onChange={(event) => act(filter({ sources: Number(event.currentTarget.value) }))}>
                {[...new Set([...LEVELS, chosen.sources])].sort((a, b) => a - b).map((least) => {
                  const count = data.sources.find((value) => value.id === String(least))?.count;
                  return (
                    <option key={least} value={least}>
                      {`${least} or more${count === undefined ? "" : ` (${count.toLocaleString("en")})`}`}
                    </option>
                  );
                })}
              </select>
            </label>
            <label class="check">
              <input type="checkbox" checked={chosen.rejected} onChange={() => act(filter({ rejected: !chosen.rejected }))} />
              <span>Also what reviewers rejected</span>
            </label>
          </details>
          <Choices
            name="types"
            title="Types"
            values={data.types.map((value) => ({ ...value, label: TYPE_NAMES[value.id] ?? value.label }))}
            chosen={chosen.types}
            marked
          />
          <Choices name="relations" title="Relations" values={data.relations.map((value) => ({ ...value, label: value.phrase }))} chosen={chosen.relations} />
        </div>
      )}
    </aside>
  );
}

const MODALITIES: Record<string, string> = { asserted: "It is so", planned: "It is planned", negated: "It is not so" };

function Choices({
  name,
  title,
  values,
  chosen,
  open,
  marked,
}: {
  name: ListName;
  title: string;
  values: readonly Value[];
  chosen: readonly string[];
  open?: boolean;
  marked?: boolean;
}) {
  const all = useSignal(false);
  const text = useSignal("");
  const sorted = [...values].sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, "en"));
  const matching = sorted.filter((value) => value.label.toLowerCase().includes(text.value.trim().toLowerCase()));
  const shown = matching.filter((value, index) => all.value || index < FEW || chosen.includes(value.id));
  const most = sorted[0]?.count || 1;
  return (
    <details open={open || chosen.length > 0}>
      <summary>
        {title}
        {chosen.length > 0 && name !== "modality" && <span class="badge">{chosen.length}</span>}
      </summary>
      <fieldset>
        <legend class="unseen">{title}</legend>
        {sorted.length > 12 && (
          <input
            type="search"
            class="narrowing"
            placeholder={`Find in ${title.toLowerCase()}`}
            aria-label={`Find in ${title.toLowerCase()}`}
            value={text.value}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
        )}
        {shown.map((value) => (
          <label key={value.id} class="check">
            <input type="checkbox" checked={chosen.includes(value.id)} onChange={() => act(choose(name, value.id))} />
            {marked && <Mark type={value.id} />}
            <span>{value.label}</span>
            <span class="count">{value.count.toLocaleString("en")}</span>
            <span class="amount" style={{ width: `${(100 * value.count) / most}%` }} aria-hidden="true" />
          </label>
        ))}
        {sorted.length === 0 && <p class="quietly">none</p>}
        {matching.length > shown.length && (
          <button type="button" class="link" onClick={() => (all.value = true)}>
            {plural(matching.length - shown.length, "more", "more")}
          </button>
        )}
      </fieldset>
    </details>
  );
}

function Bands({ bands, from }: { bands: Facets["confidence"]; from: number }) {
  const most = Math.max(1, ...bands.map((band) => band.count));
  return (
    <span class="bands" aria-hidden="true">
      {bands.map((band) => (
        <span
          key={band.from}
          class={band.to <= from ? "out" : undefined}
          title={`${band.from} to ${band.to}: ${band.count}`}
          style={{ height: `${Math.max(2, (100 * band.count) / most)}%`, left: `${100 * band.from}%`, width: `${100 * (band.to - band.from)}%` }}
        />
      ))}
    </span>
  );
}
