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
const [LETTER, LINE, GAP] = [7.2, 17, 5];
const CELL = 120;
/** More names than this are no help to anyone. */
const MOST = 400;

/** The names to show, by node, with their side; those of most worth first. */
export function lay(places: readonly Place[]): Map<string, Side> {
  const sorted = [...places].sort((a, b) => b.worth - a.worth || (a.id < b.id ? -1 : 1));
  const grid = new Map<string, Box[]>();
  for (const { x, y, radius } of sorted.slice(0, 1000)) put(grid, [x - radius, y - radius, x + radius, y + radius]);
  const found = new Map<string, Side>();
  for (const place of sorted) {
    if (found.size >= MOST) break;
    if (place.label === "") continue;
    const side = SIDES.find((candidate) => free(grid, boxOf(place, candidate)));
    if (!side) continue;
    put(grid, boxOf(place, side));
    found.set(place.id, side);
  }
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
