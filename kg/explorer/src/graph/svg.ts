/** The picture as an SVG file: shapes, lines and labels, every text escaped. Pure. */

import type { Picture } from "./picture";
import { lookOf, TYPES } from "./looks";

export interface Paint {
  dark: boolean;
  colours: ReadonlyMap<string, string>;
  radii: ReadonlyMap<string, number>;
}

const [WIDTH, HEIGHT, MARGIN] = [1600, 1100, 90];

/** A whole SVG document. Labels that would lie on one another are left out, the smaller node's first. */
export function svgOf(picture: Picture, paint: Paint): string {
  const nodes = [...picture.nodes.values()];
  const scale = scaleOf(nodes);
  const place = new Map(nodes.map((node) => [node.id, scale(node)]));
  const ink = paint.dark ? "#e8eef5" : "#1c2733";
  const paper = paint.dark ? "#12181f" : "#ffffff";
  const heaviest = picture.lines.reduce((most, line) => Math.max(most, line.weight), 1);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="14">`,
    `<rect width="100%" height="100%" fill="${paper}"/>`,
    `<g stroke="${paint.dark ? "#6f859c" : "#8296ab"}">`,
  ];
  for (const line of picture.lines) {
    const [from, to] = [place.get(line.source), place.get(line.target)];
    if (!from || !to) continue;
    const share = Math.log1p(line.weight) / Math.log1p(heaviest);
    const dash = line.modality === "asserted" ? "" : ' stroke-dasharray="5 4"';
    parts.push(
      `<line x1="${n(from[0])}" y1="${n(from[1])}" x2="${n(to[0])}" y2="${n(to[1])}" stroke-width="${n(0.8 + 4 * share)}" stroke-opacity="${n(0.25 + 0.45 * share)}"${dash}/>`,
    );
  }
  parts.push(`</g><g stroke="${paper}" stroke-width="1.5">`);
  for (const node of nodes) {
    const [x, y] = place.get(node.id) ?? [0, 0];
    const r = paint.radii.get(node.id) ?? 5;
    const path = lookOf(node.type).path;
    const colour = escaped(paint.colours.get(node.id) ?? "#888888");
    parts.push(
      `<path d="${path}" fill="${colour}" transform="translate(${n(x - r)} ${n(y - r)}) scale(${n(r / 10)})"><title>${escaped(node.label)}</title></path>`,
    );
  }
  parts.push(`</g><g fill="${ink}" stroke="${paper}" stroke-width="3" paint-order="stroke">`);
  const taken: [number, number, number, number][] = [];
  for (const node of [...nodes].sort((a, b) => (paint.radii.get(b.id) ?? 0) - (paint.radii.get(a.id) ?? 0))) {
    const [x, y] = place.get(node.id) ?? [0, 0];
    const left = x + (paint.radii.get(node.id) ?? 5) + 4;
    const box: [number, number, number, number] = [left, y - 9, left + node.label.length * 7.6, y + 9];
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
    taken.push(box);
    parts.push(`<text x="${n(left)}" y="${n(y + 5)}">${escaped(node.label)}</text>`);
  }
  parts.push("</g>", legend(picture, ink), "</svg>");
  return parts.join("\n");
}

function legend(picture: Picture, ink: string): string {
  const types = new Set([...picture.nodes.values()].map((node) => node.type));
  const shown = Object.entries(TYPES).filter(([type]) => types.has(type));
  const rows = shown.map(
    ([type, look], index) =>
      `<g transform="translate(20 ${HEIGHT - 24 - 24 * (shown.length - 1 - index)})"><path d="${look.path}" fill="none" stroke="${ink}" transform="translate(0 -13) scale(0.8)"/><text x="24">${escaped(type)}</text></g>`,
  );
  return `<g fill="${ink}">${rows.join("")}</g>`;
}

/** Text that is only ever text, also where XML allows no such sign. */
export function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function scaleOf(nodes: readonly { x: number; y: number }[]): (node: { x: number; y: number }) => [number, number] {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of nodes) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  const factor = Math.min((WIDTH - 2 * MARGIN) / Math.max(1, right - left), (HEIGHT - 2 * MARGIN) / Math.max(1, bottom - top));
  const [dx, dy] = [WIDTH / 2 - (factor * (left + right)) / 2, HEIGHT / 2 - (factor * (top + bottom)) / 2];
  return ({ x, y }) => [dx + factor * x, dy + factor * y];
}

const n = (value: number) => String(Math.round(value * 10) / 10);
