/** The timeline's axis in milliseconds, and where its years stand. Pure. */

import type { Happening } from "../api/types";

/** From the earliest to the latest that any of them may be; null if none is dated. */
export function extentOf(items: readonly Happening[]): [number, number] | null {
  let [first, last] = [Infinity, -Infinity];
  for (const { date } of items) {
    if (!date) continue;
    const [from, to] = [Date.parse(date.earliest), Date.parse(date.latest)];
    if (Number.isNaN(from) || Number.isNaN(to)) continue;
    [first, last] = [Math.min(first, from), Math.max(last, to)];
  }
  return first <= last ? [first, last] : null;
}

/** At most so many years, evenly chosen, with their place from 0 to 1. */
export function axisOf([first, last]: readonly [number, number], most = 5): { year: number; share: number }[] {
  const [from, to] = [new Date(first).getUTCFullYear(), new Date(last).getUTCFullYear()];
  const step = [1, 2, 5, 10, 20, 25, 50, 100].find((by) => (to - from) / by <= most) ?? 200;
  const found: { year: number; share: number }[] = [];
  for (let year = Math.ceil(from / step) * step; year <= to; year += step) {
    const share = (Date.UTC(year, 0, 1) - first) / Math.max(1, last - first);
    if (share >= 0 && share <= 1) found.push({ year, share });
  }
  return found;
}
