/** How things look: a colour and a shape for each type, colours for groups, told apart by any colour vision. */

import type { Node } from "../api/types";
import type { Colour, Size } from "../state/state";

export interface Look {
  /** The shape's name on the canvas. */
  shape: "circle" | "hexagon" | "up" | "square" | "star" | "diamond" | "down" | "box";
  /** The same shape as an SVG path in a box of 20 by 20. */
  path: string;
  colour: string;
  /** On a dark page. */
  dark: string;
}

/** Colours of Okabe and Ito; the same shapes and fills as in exported pages (kg/views/palette.py). */
export const TYPES: Record<string, Look> = {
  Agency: { shape: "circle", path: "M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16z", colour: "#0072b2", dark: "#3d9bd6" },
  Organization: { shape: "hexagon", path: "M5.5 2.5h9L19 10l-4.5 7.5h-9L1 10z", colour: "#7d7d7d", dark: "#a6a6a6" },
  Person: { shape: "up", path: "M10 2l9 15.5H1z", colour: "#e69f00", dark: "#e69f00" },
  Agreement: { shape: "square", path: "M3 3h14v14H3z", colour: "#009e73", dark: "#1fb58a" },
  Project: {
    shape: "star",
    path: "M10 1l2.6 6.2 6.7.5-5.1 4.4 1.6 6.6L10 15.2l-5.8 3.5 1.6-6.6L.7 7.7l6.7-.5z",
    colour: "#cc79a7",
    dark: "#d98fb8",
  },
  Event: { shape: "diamond", path: "M10 1l9 9-9 9-9-9z", colour: "#c9b800", dark: "#f0e442" },
  Place: { shape: "down", path: "M1 2.5h18L10 18z", colour: "#56b4e9", dark: "#56b4e9" },
  Country: { shape: "box", path: "M1.5 5h17v10h-17z", colour: "#333333", dark: "#d9d9d9" },
};

const UNKNOWN: Look = { shape: "circle", path: "M1 10a9 6 0 1 0 18 0a9 6 0 1 0-18 0z", colour: "#888888", dark: "#aaaaaa" };

/** The types, for people, in the order of the legend. */
export const TYPE_NAMES: Record<string, string> = {
  Agency: "Agencies",
  Organization: "Organisations",
  Country: "Countries",
  Agreement: "Agreements",
  Project: "Projects",
  Event: "Events",
  Person: "People",
  Place: "Places",
};

export const SINGULAR: Record<string, string> = { Organization: "organisation" };

export function lookOf(type: string): Look {
  return TYPES[type] ?? UNKNOWN;
}

export function typeName(type: string): string {
  return SINGULAR[type] ?? type.toLowerCase();
}

/** Of groups, the largest in this order; further ones are all grey. */
const GROUPS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a6fd1", "#a3a300"];
const GROUPS_DARK = ["#3d9bd6", "#f07d2e", "#1fb58a", "#d98fb8", "#e69f00", "#7cc7f2", "#a791e0", "#c9c94a"];
const GREY = "#9a9a9a";

export interface Group {
  key: string;
  label: string;
  colour: string;
  members: string[];
}

/** What the colours of a picture mean: its nodes in groups, the largest first, the rest in one grey group. */
export function groupsOf(
  nodes: Iterable<Node>,
  by: Colour,
  dark: boolean,
  names: (key: string) => string = (key) => key,
): Group[] {
  const members = new Map<string, string[]>();
  for (const node of nodes) {
    const key = groupKey(node, by);
    const group = members.get(key);
    if (group) group.push(node.id);
    else members.set(key, [node.id]);
  }
  const sorted = [...members].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
  if (by === "type") {
    return sorted.map(([key, ids]) => {
      const look = lookOf(key);
      return { key, label: TYPE_NAMES[key] ?? key, colour: dark ? look.dark : look.colour, members: ids };
    });
  }
  const palette = dark ? GROUPS_DARK : GROUPS;
  const named = sorted.filter(([key, ids]) => key !== "" && (by === "country" || ids.length > 1)).slice(0, palette.length);
  const groups = named.map(([key, ids], index) => ({
    key,
    label: names(key),
    colour: palette[index] ?? GREY,
    members: ids,
  }));
  const shown = new Set(named.map(([key]) => key));
  const rest = sorted.filter(([key]) => !shown.has(key)).flatMap(([, ids]) => ids);
  return rest.length > 0 ? [...groups, { key: "", label: "Others", colour: GREY, members: rest }] : groups;
}

function groupKey(node: Node, by: Colour): string {
  if (by === "type") return node.type;
  if (by === "country") return node.type === "Country" ? node.id : (node.country ?? "");
  return node.community === undefined || node.community < 0 ? "" : String(node.community);
}

/** The radius of each node in pixels, by the square root of what it is sized by; smaller where there are many. */
export function radiiOf(nodes: readonly Node[], by: Size): Map<string, number> {
  const worth = (node: Node) => (by === "centrality" ? (node.centrality ?? 0) : by === "facts" ? node.facts : node.degree);
  const most = Math.max(1e-9, ...sample(nodes.map(worth)));
  const scale = nodes.length > 2000 ? 0.4 : nodes.length > 400 ? 0.6 : nodes.length > 120 ? 0.8 : 1;
  return new Map(nodes.map((node) => [node.id, scale * (5 + 15 * Math.sqrt(worth(node) / most))]));
}

/** The largest of each thousand: a call must not have tens of thousands of arguments. */
function sample(values: number[]): number[] {
  const found: number[] = [];
  for (let start = 0; start < values.length; start += 1000) found.push(Math.max(...values.slice(start, start + 1000)));
  return found;
}
