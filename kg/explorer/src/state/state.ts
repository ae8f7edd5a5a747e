/** Everything that a person has chosen: one plain value, from which the whole page follows. */

import type { Direction, Level, Modality } from "../api/types";

export type View = "network" | "matrix" | "timeline" | "map" | "list";
export type Panel = "evidence" | "profile" | "neighbours" | "compare" | "paths";
export type Colour = "community" | "type" | "country";
export type Size = "weight" | "centrality" | "facts";

/** Which facts count. An empty list or text stands for all. Named as the API's parameters are. */
export interface Filter {
  types: string[];
  relations: string[];
  topics: string[];
  countries: string[];
  modality: Modality[];
  confidence: number;
  sources: number;
  since: string;
  until: string;
  rejected: boolean;
}

/** Neighbours of an entity that were asked for: those by one relation, so many of them. */
export interface Expansion {
  of: string;
  relation: string;
  direction: Direction;
  shown: number;
}

export interface State {
  level: Level;
  view: View;
  filter: Filter;
  /** One: that entity. Two: what is between them. Three: the last one's facts with the others. */
  selection: string[];
  panel: Panel;
  pinned: string[];
  /** If any, only they and what is near them is drawn. */
  focus: string[];
  expansions: Expansion[];
  colour: Colour;
  size: Size;
  bin: "year" | "month";
}

export const ALL: Filter = {
  types: [],
  relations: [],
  topics: [],
  countries: [],
  modality: ["asserted"],
  confidence: 0.5,
  sources: 1,
  since: "",
  until: "",
  rejected: false,
};

export const START: State = {
  level: "agency",
  view: "network",
  filter: ALL,
  selection: [],
  panel: "evidence",
  pinned: [],
  focus: [],
  expansions: [],
  colour: "community",
  size: "weight",
  bin: "year",
};

/** Whether two states are the same picture. States are plain values, written in one order of keys. */
export function same(one: State, other: State): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
