/** Which names have room on the canvas, and on which side of their nodes: none lies on another. Pure. */

export type Side = "right" | "left" | "above" | "below";

export interface Place {
  id: string;
  /** Pixels. */
  x: number;
  y: number;
  radius: number;
  label: string;
  /** Who comes first where not all have room. */
  worth: number;
}

type Box = [left: number, top: number, right: number, bottom: number];

const SIDES: readonly Side[] = ["right", "left", "below", "above"];
const [LETTER, LINE, GAP] = [7.8, 16, 4];
const CELL = 120;
/** More names than this are no help to anyone. */
const MOST = 400;

/** Those of most worth are named even where their name must lie on a smaller node, if it is short: a long one would hide several. */
const FOREMOST = 12;
const SHORT = 24;

/** The names to show within a canvas, by node, with their side; those of most worth first. */
export function lay(places: readonly Place[], width = Infinity, height = Infinity): Map<string, Side> {
  const sorted = [...places].sort((a, b) => b.worth - a.worth || (a.id < b.id ? -1 : 1));
  const nodes = new Map<string, Box[]>();
  for (const { x, y, radius } of sorted.slice(0, 1000)) {
    const reach = 0.85 * radius;
    put(nodes, [x - reach, y - reach, x + reach, y + reach]);
  }
  const names = new Map<string, Box[]>();
  const found = new Map<string, Side>();
  sorted.forEach((place, rank) => {
    if (found.size >= MOST || place.label === "") return;
    const inside = SIDES.filter((side) => {
      const [left, top, right, bottom] = boxOf(place, side);
      return left >= 0 && top >= 0 && right <= width && bottom <= height && free(names, boxOf(place, side));
    });
    const side = inside.find((candidate) => free(nodes, boxOf(place, candidate))) ?? (rank < FOREMOST && place.label.length <= SHORT ? inside[0] : undefined);
    if (!side) return;
    put(names, boxOf(place, side));
    found.set(place.id, side);
  });
  return found;
}

export function boxOf({ x, y, radius, label }: Place, side: Side): Box {
  const width = label.length * LETTER;
  const reach = radius + GAP;
  if (side === "right") return [x + reach, y - LINE / 2, x + reach + width, y + LINE / 2];
  if (side === "left") return [x - reach - width, y - LINE / 2, x - reach, y + LINE / 2];
  const top = side === "below" ? y + reach : y - reach - LINE;
  return [x - width / 2, top, x + width / 2, top + LINE];
}

function free(grid: ReadonlyMap<string, Box[]>, box: Box): boolean {
  return cells(box).every((key) =>
    (grid.get(key) ?? []).every(
      (other) => box[0] >= other[2] || box[2] <= other[0] || box[1] >= other[3] || box[3] <= other[1],
    ),
  );
}

function put(grid: Map<string, Box[]>, box: Box): void {
  for (const key of cells(box)) {
    const list = grid.get(key);
    if (list) list.push(box);
    else grid.set(key, [box]);
  }
}

function cells([left, top, right, bottom]: Box): string[] {
  const found: string[] = [];
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1) {
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) found.push(`${x} ${y}`);
  }
  return found;
}
