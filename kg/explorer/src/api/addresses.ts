/** Which address answers for which part of a state. Pure. */

import type { Level } from "./types";
import { filterParameters, query } from "../state/address";
import type { Expansion, State } from "../state/state";

type Pair = readonly [string, string];

function address(path: string, state: State, ...more: Pair[]): string {
  const text = query([...more.filter(([, value]) => value !== ""), ...filterParameters(state.filter)]);
  return text ? `${path}?${text}` : path;
}

const entity = (id: string, rest = "") => `/api/entities/${encodeURIComponent(id)}${rest}`;

/** Actors stand for bodies or countries; where all entities are shown, as bodies. */
export const actorLevel = (state: State): Level => (state.level === "country" ? "country" : "agency");

export const vocabulary = "/api/explorer";

export const picture = (state: State) => address("/api/graph", state, ...pictureOf(state));

export const search = (text: string) => `/api/search?${query([["q", text], ["limit", "12"]])}`;

export const facets = (state: State) => address("/api/facets", state);

export const histogram = (state: State) =>
  address("/api/timeline", { ...state, filter: { ...state.filter, since: "", until: "" } }, ["bin", state.bin], ...about(state), side(state));

export const profile = (id: string) => entity(id);

export const relations = (state: State, id: string) => address(entity(id, "/relations"), state);

export const neighbours = (state: State, { of, relation, direction, shown }: Expansion, offset = 0) =>
  address(
    entity(of, "/neighbours"),
    state,
    ["relation", relation],
    ["direction", relation === "" ? "" : direction],
    ["limit", String(shown)],
    ["offset", offset ? String(offset) : ""],
  );

export const facts = (state: State, limit = 50) =>
  address("/api/facts", state, ...about(state), side(state), ["limit", String(limit)]);

export const happenings = (state: State, sort: string, kinds: string, limit: number) =>
  address("/api/agreements", state, ...about(state), side(state), ["sort", sort], ["kinds", kinds], ["limit", String(limit)]);

export const matrix = (state: State, limit: number) =>
  address("/api/matrix", state, ["level", actorLevel(state)], ["limit", String(limit)]);

export const map = (state: State) => address("/api/map", state);

export const paths = (state: State, from: string, to: string) =>
  address("/api/paths", state, ["from", from], ["to", to], ["level", state.level]);

export const compare = (state: State, a: string, b: string) => address("/api/compare", state, ["a", a], ["b", b]);

export const download = (state: State, format: string) => address("/api/export", state, ["format", format], ...pictureOf(state));

export const sparql = (state: State) => {
  const view = state.selection.length > 0 ? "facts" : state.view === "timeline" || state.view === "matrix" ? state.view : "graph";
  const level: Pair = view === "graph" || view === "matrix" ? ["level", state.level] : side(state);
  return address("/api/sparql-of-view", state, ["view", view], level, ...(view === "facts" || view === "timeline" ? about(state) : []));
};

export const reviews = (about = "") => `/api/reviews${about ? `?${query([["about", about]])}` : ""}`;

/** The parameters that say whose facts are asked for: of the one selected, or between the last one and the others. */
function about(state: State): Pair[] {
  const last = state.selection.at(-1);
  if (last === undefined) return [];
  return [
    ["about", last],
    ["with", state.selection.slice(0, -1).join(",")],
  ];
}

/** Whether a selected country stands for its bodies, too. */
const side = (state: State): Pair => ["level", state.level === "country" && state.selection.length > 0 ? "country" : ""];

function pictureOf(state: State): Pair[] {
  return [
    ["level", state.level],
    ["about", state.focus.join(",")],
    ["radius", state.focus.length > 0 ? "1" : ""],
  ];
}
