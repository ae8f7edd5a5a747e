/** The matrix's numbers and the order of its rows. Pure. */

import type { MatrixAnswer } from "../api/types";

export type Measure = "weight" | "agreements" | "projects" | "cooperations";
export type Order = "total" | "label" | "group";
type Label = MatrixAnswer["labels"][number];

/** What to count for each pair, under the key `a|b` with a < b; of one year, or of all. */
export function cellsOf(answer: MatrixAnswer, measure: Measure, year: string): Map<string, number> {
  const found = new Map<string, number>();
  if (year === "") {
    for (const cell of answer.cells) found.set(`${cell.a}|${cell.b}`, cell[measure]);
    return found;
  }
  for (const cell of answer.byYear) {
    if (cell.year !== year) continue;
    const key = `${cell.a}|${cell.b}`;
    const value = measure === "weight" ? cell.agreements + cell.projects + cell.cooperations : cell[measure];
    found.set(key, (found.get(key) ?? 0) + value);
  }
  return found;
}

/** The labels in an order; within the same community, those with the most links first. */
export function orderOf(
  labels: readonly Label[],
  order: Order,
  cells: ReadonlyMap<string, number>,
  community: (id: string) => number,
): Label[] {
  const totals = new Map<string, number>();
  for (const [key, value] of cells) for (const id of key.split("|")) totals.set(id, (totals.get(id) ?? 0) + value);
  const byTotal = (a: Label, b: Label) =>
    (totals.get(b.id) ?? 0) - (totals.get(a.id) ?? 0) || a.label.localeCompare(b.label, "en");
  return [...labels].sort((a, b) => {
    if (order === "label") return a.label.localeCompare(b.label, "en");
    if (order === "group") return rank(community(a.id)) - rank(community(b.id)) || byTotal(a, b);
    return byTotal(a, b);
  });
}

const rank = (community: number) => (community < 0 ? 1e9 : community);
