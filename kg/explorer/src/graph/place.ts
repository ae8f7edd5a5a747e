/** Places for nodes that the server has not laid out: near what they are joined to, the same every time. */

import type { Node } from "../api/types";
import type { Line, PictureNode } from "./picture";

const GOLDEN = Math.PI * (3 - Math.sqrt(5));
/** Between two that stand in a row, in distances at which neighbours can be told apart: a name has room. */
const ROOM = 2;

/**
 * All nodes with a place. Those without one are laid in a spiral about the middle of their placed neighbours; who has
 * none stands in rows below the picture.
 */
export function placed(
  nodes: ReadonlyMap<string, Node>,
  at: ReadonlyMap<string, readonly Line[]>,
): Map<string, PictureNode> {
  const found = new Map<string, PictureNode>();
  let waiting: Node[] = [];
  for (const node of nodes.values()) {
    if (node.x === undefined || node.y === undefined) waiting.push(node);
    else found.set(node.id, { ...node, x: node.x, y: node.y });
  }
  const gap = spacing([...found.values()]);
  const [left, right, , bottom] = boxOf([...found.values()]);
  const columns = Math.max(4, Math.floor((right - left) / (ROOM * gap)));
  let alone = 0;
  const turns = new Map<string, number>();
  while (waiting.length > 0) {
    const later: Node[] = [];
    const settled: PictureNode[] = [];
    for (const node of waiting) {
      const anchors = anchorsOf(node.id, at, found);
      if (anchors.length === 0) {
        later.push(node);
        continue;
      }
      const key = anchors.map((anchor) => anchor.id).join("\n");
      const turn = (turns.get(key) ?? 0) + 1;
      turns.set(key, turn);
      const [x, y] = [mean(anchors.map((a) => a.x)), mean(anchors.map((a) => a.y))];
      const reach = gap * (anchors.length > 1 ? Math.sqrt(turn - 1) * 0.8 : 0.9 * Math.sqrt(turn + 1));
      settled.push({ ...node, x: x + reach * Math.cos(turn * GOLDEN), y: y + reach * Math.sin(turn * GOLDEN) });
    }
    for (const node of settled) found.set(node.id, node);
    if (settled.length === 0) {
      for (const first of firsts(later, at)) {
        const [column, row] = [alone % columns, Math.floor(alone / columns)];
        found.set(first.id, { ...first, x: left + ROOM * gap * column, y: bottom + gap * (1.3 + ROOM * row) });
        alone += 1;
      }
    }
    waiting = later.filter((node) => !found.has(node.id));
  }
  return found;
}

/** The first of each part of the picture that hangs together. */
function firsts(nodes: readonly Node[], at: ReadonlyMap<string, readonly Line[]>): Node[] {
  const met = new Set<string>();
  return nodes.filter(({ id }) => {
    if (met.has(id)) return false;
    const open = [id];
    met.add(id);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const line of at.get(next) ?? []) {
        const other = line.source === next ? line.target : line.source;
        if (!met.has(other)) open.push(other);
        met.add(other);
      }
    }
    return true;
  });
}

function anchorsOf(id: string, at: ReadonlyMap<string, readonly Line[]>, found: ReadonlyMap<string, PictureNode>) {
  const others = (at.get(id) ?? []).map((line) => (line.source === id ? line.target : line.source));
  return [...new Set(others)].sort().flatMap((other) => found.get(other) ?? []);
}

/** A distance at which neighbours can be told apart: that between nodes spread evenly over the picture's area. */
function spacing(nodes: readonly PictureNode[]): number {
  if (nodes.length < 2) return 100;
  const [left, right, top, bottom] = boxOf(nodes);
  return Math.sqrt(Math.max(1, (right - left) * (bottom - top)) / nodes.length) * 0.55;
}

function boxOf(nodes: readonly PictureNode[]): [left: number, right: number, top: number, bottom: number] {
  if (nodes.length === 0) return [0, 0, 0, 0];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of nodes) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return [left, right, top, bottom];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
