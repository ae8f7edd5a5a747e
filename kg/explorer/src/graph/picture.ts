/** The picture: the answers for the graph, what was expanded and the paths, as one set of nodes and edges. Pure. */

import { isFactEdge, type Edge, type FactEdge, type Modality, type Node } from "../api/types";
import { placed } from "./place";

/** A node with its place. */
export type PictureNode = Node & { x: number; y: number };

/** A line of the picture. `weight` says how thick. */
export interface Line {
  key: string;
  source: string;
  target: string;
  directed: boolean;
  modality: Modality;
  weight: number;
  /** The facts' relation; none for what joins bodies. */
  relation: string | null;
  edge: Edge;
}

export interface Picture {
  nodes: ReadonlyMap<string, PictureNode>;
  lines: readonly Line[];
  /** Keys of the lines at each node. */
  at: ReadonlyMap<string, readonly Line[]>;
}

export const EMPTY: Picture = { nodes: new Map(), lines: [], at: new Map() };

interface Part {
  nodes: readonly Node[];
  edges: readonly Edge[];
}

/** One picture of several answers; where two tell of the same node, the first one's numbers and place count. */
export function combine(base: Part, ...more: readonly Part[]): Picture {
  const nodes = new Map<string, Node>();
  const lines = new Map<string, Line>();
  for (const part of [base, ...more]) {
    for (const node of part.nodes) {
      const known = nodes.get(node.id);
      if (!known) nodes.set(node.id, node);
      else if (known.x === undefined && node.x !== undefined) nodes.set(node.id, { ...known, x: node.x, y: node.y ?? 0 });
    }
    for (const edge of part.edges) {
      const line = lineOf(edge);
      if (!lines.has(line.key)) lines.set(line.key, line);
    }
  }
  const drawn = [...lines.values()].filter((line) => nodes.has(line.source) && nodes.has(line.target));
  const at = new Map<string, Line[]>([...nodes.keys()].map((id) => [id, []]));
  for (const line of drawn) {
    at.get(line.source)?.push(line);
    if (line.target !== line.source) at.get(line.target)?.push(line);
  }
  return { nodes: placed(nodes, at), lines: drawn, at };
}

function lineOf(edge: Edge): Line {
  if (isFactEdge(edge)) return factLine(edge);
  return {
    key: `${edge.a}|${edge.b}`,
    source: edge.a,
    target: edge.b,
    directed: false,
    modality: "asserted",
    weight: edge.weight,
    relation: null,
    edge,
  };
}

function factLine(edge: FactEdge): Line {
  return {
    key: edge.id,
    source: edge.source,
    target: edge.target,
    directed: true,
    modality: edge.modality,
    weight: edge.sources,
    relation: edge.relation,
    edge,
  };
}

/** The other end of a line. */
export function across(line: Line, id: string): string {
  return line.source === id ? line.target : line.source;
}

/** Those joined to a node, the heaviest line first, each once. */
export function neighboursOf(picture: Picture, id: string): { node: PictureNode; line: Line }[] {
  const found = new Map<string, { node: PictureNode; line: Line }>();
  const lines = [...(picture.at.get(id) ?? [])].sort((one, other) => other.weight - one.weight);
  for (const line of lines) {
    const node = picture.nodes.get(across(line, id));
    if (node && node.id !== id && !found.has(node.id)) found.set(node.id, { node, line });
  }
  return [...found.values()];
}

/** The node nearest to another one in a direction (screen axes: y grows downwards), for the arrow keys. */
export function towards(
  places: ReadonlyMap<string, { x: number; y: number }>,
  from: string,
  dx: number,
  dy: number,
): string | undefined {
  const here = places.get(from);
  if (!here) return places.keys().next().value;
  let best: string | undefined;
  let least = Infinity;
  for (const [id, place] of places) {
    if (id === from) continue;
    const [x, y] = [place.x - here.x, place.y - here.y];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (along <= 0 || aside > 1.5 * along) continue;
    const cost = along + 2 * aside;
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}
