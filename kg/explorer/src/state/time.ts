/** The time axis: years or months without a gap, and what a brush over them means. Pure. */

import type { Bin } from "../api/types";

/** All bins from the first to the last, those in which nothing happened too. */
export function filled(bins: readonly Bin[], bin: "year" | "month"): Bin[] {
  const first = bins[0]?.start;
  const last = bins.at(-1)?.start;
  if (first === undefined || last === undefined) return [];
  const known = new Map(bins.map((item) => [item.start, item]));
  const found: Bin[] = [];
  for (let at = first; at <= last && found.length < 5000; at = after(at, bin)) found.push(known.get(at) ?? nothing(at));
  return found;
}

/** The bin after one: 2020 after 2019, 2020-01 after 2019-12. */
export function after(start: string, bin: "year" | "month"): string {
  const year = Number(start.slice(0, 4));
  if (bin === "year") return four(year + 1);
  const month = Number(start.slice(5, 7));
  return month >= 12 ? `${four(year + 1)}-01` : `${four(year)}-${String(month + 1).padStart(2, "0")}`;
}

/** The first and last bin that an interval touches; null for an open interval or one outside. */
export function covered(bins: readonly Bin[], since: string, until: string): [number, number] | null {
  if (since === "" && until === "") return null;
  const width = bins[0]?.start.length ?? 4;
  const [low, high] = [since.slice(0, width), until.slice(0, width)];
  const first = low === "" ? 0 : bins.findIndex(({ start }) => start >= low);
  const last = high === "" ? bins.length - 1 : bins.findLastIndex(({ start }) => start <= high || start.startsWith(high));
  return first < 0 || last < first ? null : [first, last];
}

/** The next interval of a play: the same width one bin later, or, from the beginning on, one bin longer. */
export function advanced(bins: readonly Bin[], since: string, until: string): [string, string] | null {
  const now = covered(bins, since, until);
  const start = bins[0]?.start;
  if (start === undefined) return null;
  if (now === null) return ["", start];
  const [first, last] = now;
  const next = bins[last + 1]?.start;
  if (next === undefined) return null;
  return since === "" ? ["", next] : [bins[first + 1]?.start ?? next, next];
}

export function things(bin: Bin): number {
  return bin.signings + bin.events + bin.launches;
}

/** A date that the API takes: 2019, 2019-06 or 2019-06-17; else null. */
export function date(text: string): string | null {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text.trim());
  if (!match) return null;
  const [, year, month, day] = match;
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return null;
  if (day !== undefined && (Number(day) < 1 || Number(day) > 31)) return null;
  return [year, month?.padStart(2, "0"), day?.padStart(2, "0")].filter(Boolean).join("-");
}

function nothing(start: string): Bin {
  return { start, signings: 0, events: 0, launches: 0, articles: 0, uncertain: { signings: 0, events: 0, launches: 0 } };
}

function four(year: number): string {
  return String(year).padStart(4, "0");
}
