/** Time: what was signed, held and launched when. Drag over it, move its ends, type dates, or let it play. */

import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import * as addresses from "../api/addresses";
import { useAnswer } from "../api/answers";
import type { Bin, Histogram } from "../api/types";
import { binBy, during } from "../state/actions";
import { act, move, state } from "../state/store";
import { advanced, covered, date, filled, things } from "../state/time";
import { Icon, Trouble } from "./bits";

const TICK = 900;
const KINDS = [
  ["signings", "Signings"],
  ["events", "Events"],
  ["launches", "Launches"],
] as const;

export function Time() {
  const { filter, bin } = state.value;
  const found = useAnswer<Histogram>(addresses.histogram(state.value));
  const bins = useMemo(() => filled(found.data?.bins ?? [], found.data?.bin ?? bin), [found.data]);
  const dragged = useSignal<[number, number] | null>(null);
  const playing = useSignal(false);
  const track = useRef<HTMLDivElement>(null);
  const most = Math.max(1, ...bins.map(things));
  const chosen = dragged.value ?? covered(bins, filter.since, filter.until);

  useEffect(() => {
    if (!playing.value) return;
    const timer = setTimeout(() => {
      const next = advanced(bins, filter.since, filter.until);
      if (next) move(during(...next));
      else playing.value = false;
    }, TICK);
    return () => clearTimeout(timer);
  }, [playing.value, filter.since, filter.until, bins]);

  const play = () => {
    playing.value = !playing.value;
    if (!playing.value) return;
    // The first picture is a step, so that undo leads back to before the play; the others only move.
    const next = advanced(bins, filter.since, filter.until);
    const first = bins[0]?.start ?? "";
    act(next ? during(...next) : during("", first));
  };

  const at = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return 0;
    const share = (event.clientX - box.left) / box.width;
    return Math.max(0, Math.min(bins.length - 1, Math.floor(share * bins.length)));
  };
  const settle = (first: number, last: number) => {
    const [low, high] = [bins[Math.min(first, last)], bins[Math.max(first, last)]];
    if (low && high) act(during(low.start, high.start));
  };
  const anchor = useRef(0);

  return (
    <section class="time" aria-label="Time">
      <div class="controls">
        <button type="button" class="quiet" aria-label={playing.value ? "Pause" : "Play"} title="Play the years" onClick={play} disabled={bins.length < 2}>
          <Icon name={playing.value ? "pause" : "play"} />
        </button>
        <DateBox name="From" value={filter.since} set={(value) => act(during(value, filter.until))} />
        <DateBox name="to" value={filter.until} set={(value) => act(during(filter.since, value))} />
        <button type="button" class="link" disabled={!filter.since && !filter.until} onClick={() => act(during("", ""))}>
          All time
        </button>
        <div class="choice" role="group" aria-label="Steps of time">
          {(["year", "month"] as const).map((unit) => (
            <button key={unit} type="button" aria-pressed={bin === unit} onClick={() => act(binBy(unit))}>
              {unit === "year" ? "Years" : "Months"}
            </button>
          ))}
        </div>
        <ul class="key" aria-label="Colours of the bars">
          {KINDS.map(([kind, name]) => (
            <li key={kind}>
              <span class={`swatch ${kind}`} aria-hidden="true" />
              {name}
            </li>
          ))}
          <li>
            <span class="swatch uncertain" aria-hidden="true" />
            Uncertain date
          </li>
          {found.data && found.data.undated > 0 && <li>{`${found.data.undated} undated`}</li>}
        </ul>
      </div>
      {found.error && <Trouble error={found.error} again={found.again} />}
      {bins.length > 0 && (
        <div class="axis">
          <div
            class="track"
            ref={track}
            onPointerDown={(event) => {
              if (event.button !== 0 || (event.target as HTMLElement).closest("[role=slider]")) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              anchor.current = at(event);
              dragged.value = [anchor.current, anchor.current];
            }}
            onPointerMove={(event) => {
              if (!dragged.value) return;
              const here = at(event);
              dragged.value = [Math.min(anchor.current, here), Math.max(anchor.current, here)];
            }}
            onPointerUp={() => {
              const range = dragged.value;
              dragged.value = null;
              if (range) settle(...range);
            }}
            onPointerCancel={() => (dragged.value = null)}
          >
            {bins.map((item, index) => (
              <Bar key={item.start} item={item} most={most} outside={chosen !== null && (index < chosen[0] || index > chosen[1])} />
            ))}
            {chosen && (
              <div
                class="brush"
                style={{ left: `${(100 * chosen[0]) / bins.length}%`, width: `${(100 * (chosen[1] - chosen[0] + 1)) / bins.length}%` }}
              />
            )}
            <Handle name="First" bins={bins} at={chosen?.[0] ?? 0} edge={0} set={(index) => settle(index, Math.max(index, chosen?.[1] ?? bins.length - 1))} />
            <Handle name="Last" bins={bins} at={chosen?.[1] ?? bins.length - 1} edge={1} set={(index) => settle(Math.min(index, chosen?.[0] ?? 0), index)} />
          </div>
          <Ticks bins={bins} />
        </div>
      )}
      {!found.loading && !found.error && bins.length === 0 && <p class="quietly">Nothing dated passes the other filters.</p>}
    </section>
  );
}

function Bar({ item, most, outside }: { item: Bin; most: number; outside: boolean }) {
  return (
    <div class={outside ? "bin out" : "bin"} title={words(item)}>
      {KINDS.map(([kind]) => {
        const count = item[kind];
        const unsure = item.uncertain[kind];
        return (
          count > 0 && (
            <div key={kind} class={`part ${kind}`} style={{ height: `${(100 * count) / most}%` }}>
              {unsure > 0 && <div class="uncertain" style={{ height: `${(100 * unsure) / count}%` }} />}
            </div>
          )
        );
      })}
    </div>
  );
}

/** An end of the interval, moved with the arrow keys. */
function Handle({ name, bins, at, edge, set }: { name: string; bins: readonly Bin[]; at: number; edge: 0 | 1; set: (index: number) => void }) {
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? bins.length - 1 : by === undefined ? undefined : at + by;
    if (to === undefined) return;
    event.preventDefault();
    set(Math.max(0, Math.min(bins.length - 1, to)));
  };
  return (
    <div
      class="handle"
      role="slider"
      tabIndex={0}
      aria-label={`${name} of the interval`}
      aria-valuemin={0}
      aria-valuemax={bins.length - 1}
      aria-valuenow={at}
      aria-valuetext={bins[at]?.start ?? ""}
      style={{ left: `${(100 * (at + edge)) / bins.length}%` }}
      onKeyDown={move}
    />
  );
}

function Ticks({ bins }: { bins: readonly Bin[] }) {
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 120, 240].find((by) => bins.length / by <= 14) ?? bins.length;
  const first = Number(bins[0]?.start.slice(0, 4) ?? 0);
  const yearly = (bins[0]?.start.length ?? 4) === 4;
  return (
    <div class="ticks" aria-hidden="true">
      {bins.map((item, index) => {
        const wanted = yearly ? (first + index) % step === 0 : step >= 12 ? item.start.endsWith("-01") && (index / 12) % Math.ceil(step / 12) < 1 : index % step === 0;
        return (
          wanted && (
            <span key={item.start} style={{ left: `${(100 * (index + 0.5)) / bins.length}%` }}>
              {item.start}
            </span>
          )
        );
      })}
    </div>
  );
}

function DateBox({ name, value, set }: { name: string; value: string; set: (value: string) => void }) {
  const wrong = useSignal(false);
  return (
    <label class="date">
      {name}
      <input
        type="text"
        inputMode="numeric"
        placeholder="year"
        size={9}
        value={value}
        aria-invalid={wrong.value}
        title="A year, a month or a day: 2019, 2019-06, 2019-06-17"
        onChange={(event) => {
          const text = event.currentTarget.value.trim();
          const understood = text === "" ? "" : date(text);
          wrong.value = understood === null;
          if (understood !== null) set(understood);
        }}
      />
    </label>
  );
}

function words(item: Bin): string {
  const parts = KINDS.filter(([kind]) => item[kind] > 0).map(([kind, name]) => {
    const unsure = item.uncertain[kind];
    return `${item[kind]} ${name.toLowerCase()}${unsure ? ` (${unsure} of uncertain date)` : ""}`;
  });
  return `${item.start}: ${parts.join(", ") || "nothing dated"}; ${item.articles} articles`;
}
