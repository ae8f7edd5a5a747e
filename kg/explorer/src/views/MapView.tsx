/** The map: countries by what they have part in, arcs by what joins them. The geometry comes with the page. */

import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import * as addresses from "../api/addresses";
import { useAnswer } from "../api/answers";
import type { MapAnswer } from "../api/types";
import { select, selectAlso, zoom } from "../state/actions";
import { act, state } from "../state/store";
import type { World } from "../graph/world";
import { Awaiting, Icon, plural } from "./bits";
import { labelOf, learn } from "./shown";
import { actorEdge } from "./words";

const ZOOMS = [1, 1.6, 2.6, 4, 6.5];

export function MapView() {
  const found = useAnswer<MapAnswer>(addresses.map(state.value));
  const world = useSignal<World | undefined>(undefined);
  const level = useSignal(0);
  const centre = useSignal<[number, number] | null>(null);
  useEffect(() => {
    void import("../graph/world").then(({ world: loaded }) => (world.value = loaded()));
  }, []);
  const data = found.data;
  useEffect(() => {
    for (const country of data?.countries ?? []) learn(country.id, country.label);
  }, [data]);
  const places = useMemo(
    () => (world.value && data ? world.value.places(data.countries) : new Map<string, [number, number]>()),
    [world.value, data],
  );
  if (!data || !world.value) return <section class="map" aria-label="Map"><Awaiting of={found.error ? found : { ...found, loading: true }} empty /></section>;
  const shapes = new Map(data.countries.filter(({ numeric }) => numeric).map((country) => [country.numeric, country]));
  const most = Math.max(1, ...data.countries.map((country) => country.weight));
  const heaviest = Math.max(1, ...data.arcs.map((arc) => arc.weight));
  const { selection } = state.value;
  const absent = data.countries.filter((country) => !places.has(country.id));
  const factor = ZOOMS[level.value] ?? 1;
  const [width, height] = world.value.size;
  const [w, h] = [width / factor, height / factor];
  const middle = centre.value ?? [width / 2, height / 2];
  const left = Math.max(0, Math.min(width - w, middle[0] - w / 2));
  const top = Math.max(0, Math.min(height - h, middle[1] - h / 2));
  const nearer = (by: number) => {
    level.value = Math.max(0, Math.min(ZOOMS.length - 1, level.value + by));
    if (!centre.value) centre.value = busiest(data, places) ?? null;
  };
  return (
    <section class="map" aria-label="Map">
      <svg viewBox={`${left} ${top} ${w} ${h}`} role="group" aria-label="Countries and what joins them" preserveAspectRatio="xMidYMid meet">
        <g class="land">
          {world.value.shapes.map((shape) => {
            const country = shape.numeric ? shapes.get(shape.numeric) : undefined;
            if (!country) return <path key={shape.key} d={shape.path} />;
            return (
              <path
                key={shape.key}
                d={shape.path}
                class={selection.includes(country.id) ? "known picked" : "known"}
                style={{ "--share": `${Math.round(18 + 70 * Math.sqrt(country.weight / most))}%` }}
                role="button"
                tabindex={0}
                aria-label={`${country.label}: ${plural(country.bodies, "body", "bodies")}, ${plural(country.agreements, "agreement")}`}
                aria-pressed={selection.includes(country.id)}
                onClick={(event) => choose(country.id, event.shiftKey || event.ctrlKey || event.metaKey)}
                onKeyDown={(event) => pressed(event, () => choose(country.id, event.shiftKey))}
              >
                <title>{`${country.label}: ${plural(country.bodies, "body", "bodies")}, ${plural(country.agreements, "agreement")}`}</title>
              </path>
            );
          })}
        </g>
        <g class="arcs" style={{ "--unit": `${1 / factor}` }}>
          {data.arcs.map((arc) => {
            const [from, to] = [places.get(arc.a), places.get(arc.b)];
            if (!from || !to) return null;
            const picked = selection.includes(arc.a) && selection.includes(arc.b);
            const dim = selection.length > 0 && !selection.includes(arc.a) && !selection.includes(arc.b);
            return (
              <path
                key={`${arc.a}|${arc.b}`}
                class={picked ? "picked" : dim ? "dim" : undefined}
                d={bow(from, to)}
                stroke-width={(0.7 + (4.5 * arc.weight) / heaviest) / Math.sqrt(factor)}
                onClick={() => act((now) => select(arc.a, arc.b)(now.level === "country" ? now : zoom("country")(now)))}
              >
                <title>{`${labelOf(arc.a)} – ${labelOf(arc.b)}: ${actorEdge(arc)}`}</title>
              </path>
            );
          })}
        </g>
        <g class="names" font-size={12 / Math.pow(factor, 0.85)}>
          {labelled(data, places, factor).map(({ id, label, x, y }) => (
            <text key={id} x={x} y={y} aria-hidden="true">
              {label}
            </text>
          ))}
        </g>
      </svg>
      <div class="zooms" role="group" aria-label="Zoom">
        <button type="button" aria-label="Nearer" onClick={() => nearer(1)}>
          <Icon name="plus" />
        </button>
        <button type="button" aria-label="Farther" onClick={() => nearer(-1)}>
          <Icon name="minus" />
        </button>
        {factor > 1 &&
          (
            [
              ["west", "◀", -1, 0],
              ["north", "▲", 0, -1],
              ["south", "▼", 0, 1],
              ["east", "▶", 1, 0],
            ] as const
          ).map(([name, sign, dx, dy]) => (
            <button key={name} type="button" aria-label={`Move ${name}`} onClick={() => (centre.value = [left + w / 2 + (dx * w) / 3, top + h / 2 + (dy * h) / 3])}>
              {sign}
            </button>
          ))}
      </div>
      <p class="quietly note">
        {data.countries.length === 0 ? "No country passes the filters. " : "Choose a country or an arc for its facts. "}
        {absent.length > 0 && `Too small for this map: ${absent.map((country) => country.label).join(", ")}; the list view has them.`}
      </p>
    </section>
  );
}

function choose(id: string, also: boolean): void {
  act((now) => (also ? selectAlso(id) : select(id))(now.level === "country" ? now : zoom("country")(now)));
}

function pressed(event: KeyboardEvent, act: () => void): void {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  act();
}

/** An arc that bows upwards, the more the longer it is. */
function bow([x1, y1]: [number, number], [x2, y2]: [number, number]): string {
  const lift = Math.hypot(x2 - x1, y2 - y1) * 0.22;
  return `M${x1} ${y1}Q${(x1 + x2) / 2} ${(y1 + y2) / 2 - lift} ${x2} ${y2}`;
}

function busiest(data: MapAnswer, places: ReadonlyMap<string, [number, number]>): [number, number] | undefined {
  const chosen = state.peek().selection.find((id) => places.has(id));
  const most = [...data.countries].sort((a, b) => b.weight - a.weight).find((country) => places.has(country.id));
  return places.get(chosen ?? most?.id ?? "");
}

/** Names of countries, the busiest first, none upon another. */
function labelled(data: MapAnswer, places: ReadonlyMap<string, [number, number]>, factor: number) {
  const size = 12 / Math.pow(factor, 0.85);
  const found: { id: string; label: string; x: number; y: number }[] = [];
  for (const country of [...data.countries].sort((a, b) => b.weight - a.weight)) {
    const place = places.get(country.id);
    if (!place) continue;
    const half = (country.label.length * size * 0.55) / 2;
    const clear = found.every(
      (other) => Math.abs(other.x - place[0]) > half + (other.label.length * size * 0.55) / 2 || Math.abs(other.y - place[1] - size) > size * 1.1,
    );
    if (clear) found.push({ id: country.id, label: country.label, x: place[0], y: place[1] + size });
  }
  return found;
}
