/** The state in the page's address, so that a picture can be sent: parse(format(state)) is the state. */

import type { Direction, Level, Modality } from "../api/types";
import { ALL, START, type Colour, type Expansion, type Filter, type Panel, type Size, type State, type View } from "./state";

const LEVELS: readonly Level[] = ["agency", "country", "entity"];
const VIEWS: readonly View[] = ["network", "matrix", "timeline", "map", "list"];
const PANELS: readonly Panel[] = ["evidence", "profile", "neighbours", "compare", "paths"];
const COLOURS: readonly Colour[] = ["community", "type", "country"];
const SIZES: readonly Size[] = ["weight", "centrality", "facts"];
const BINS = ["year", "month"] as const;
const MODALITIES: readonly Modality[] = ["asserted", "planned", "negated"];
const DIRECTIONS: readonly Direction[] = ["out", "in", "both"];
const DATE = /^\d{4}(-\d{2}){0,2}$/;

/** The parameters of a filter as the API takes them; what is as usual is left out. */
export function filterParameters(filter: Filter): [string, string][] {
  const given: [string, string, string][] = [
    ["types", list(filter.types), ""],
    ["relations", list(filter.relations), ""],
    ["topics", list(filter.topics), ""],
    ["countries", list(filter.countries), ""],
    ["modality", list(filter.modality), list(ALL.modality)],
    ["confidence", String(filter.confidence), String(ALL.confidence)],
    ["sources", String(filter.sources), String(ALL.sources)],
    ["since", filter.since, ""],
    ["until", filter.until, ""],
    ["rejected", filter.rejected ? "yes" : "", ""],
  ];
  return given.filter(([, value, usual]) => value !== usual).map(([name, value]) => [name, value]);
}

/** The query of an address, without the question mark; empty for the state at the start. */
export function format(state: State): string {
  const given: [string, string][] = [];
  const add = (name: string, value: string, usual: string) => value !== usual && given.push([name, value]);
  add("level", state.level, START.level);
  add("view", state.view, START.view);
  add("select", list(state.selection.map(escape)), "");
  add("panel", state.panel, START.panel);
  add("pin", list(state.pinned.map(escape)), "");
  add("focus", list(state.focus.map(escape)), "");
  add("expand", list(state.expansions.map(expansion)), "");
  add("colour", state.colour, START.colour);
  add("size", state.size, START.size);
  add("bin", state.bin, START.bin);
  return query([...given, ...filterParameters(state.filter)]);
}

/** The state that an address describes. What it does not say, or says in no way that we know, is as at the start. */
export function parse(text: string): State {
  const given = new URLSearchParams(text);
  const one = <T extends string>(name: string, known: readonly T[], usual: T): T =>
    known.find((value) => value === given.get(name)) ?? usual;
  const many = (name: string) => (given.get(name) ?? "").split(",").filter((item) => item !== "");
  const date = (name: string) => (DATE.test(given.get(name) ?? "") ? (given.get(name) as string) : "");
  const modality = many("modality").filter((value): value is Modality => (MODALITIES as string[]).includes(value));
  return {
    level: one("level", LEVELS, START.level),
    view: one("view", VIEWS, START.view),
    filter: {
      types: many("types"),
      relations: many("relations"),
      topics: many("topics"),
      countries: many("countries"),
      modality: modality.length > 0 ? modality : ALL.modality,
      confidence: number(given.get("confidence"), 0, 1, ALL.confidence),
      sources: Math.round(number(given.get("sources"), 1, 99, ALL.sources)),
      since: date("since"),
      until: date("until"),
      rejected: given.get("rejected") === "yes",
    },
    selection: many("select").map(unescape).slice(0, 3),
    panel: one("panel", PANELS, START.panel),
    pinned: many("pin").map(unescape),
    focus: many("focus").map(unescape),
    expansions: many("expand").flatMap(expanded),
    colour: one("colour", COLOURS, START.colour),
    size: one("size", SIZES, START.size),
    bin: one("bin", BINS, START.bin),
  };
}

/** A query string in which colons and commas stay legible. */
export function query(pairs: readonly (readonly [string, string])[]): string {
  return pairs
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%(3A|2C|7E)/g, decodeURIComponent)}`)
    .join("&");
}

function list(items: readonly string[]): string {
  return items.join(",");
}

/** A name within a list: the signs that part lists are written as their codes. */
function escape(id: string): string {
  return id.replace(/[%,~]/g, encodeURIComponent).replaceAll("~", "%7E");
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function expansion({ of, relation, direction, shown }: Expansion): string {
  return [escape(of), relation, direction, String(shown)].join("~");
}

function expanded(text: string): Expansion[] {
  const [of, relation, way, shown] = text.split("~");
  const direction = DIRECTIONS.find((known) => known === way);
  if (!of || relation === undefined || !direction) return [];
  return [{ of: unescape(of), relation, direction, shown: Math.round(number(shown ?? null, 1, 500, 50)) }];
}

function number(text: string | null, least: number, most: number, usual: number): number {
  const value = text === null || text.trim() === "" ? NaN : Number(text);
  return Number.isFinite(value) && value >= least && value <= most ? value : usual;
}
