/** What a person can do: each a pure function from a state to the next one. */

import type { Direction, Level, Modality } from "../api/types";
import { ALL, START, type Colour, type Filter, type Panel, type Size, type State, type View } from "./state";

/** How many neighbours one step of expanding adds. */
export const PAGE = 50;
/** How many the server gives at once, and so how many an expansion may show. */
export const MOST = 500;
const MOST_SELECTED = 3;

export type Action = (state: State) => State;
type ListName = "types" | "relations" | "topics" | "countries" | "modality";

export const select =
  (...ids: string[]): Action =>
  (state) => ({ ...state, selection: ids.slice(0, MOST_SELECTED), panel: panelFor(ids.length, state.panel) });

/** Add to the selection, or take away. */
export const selectAlso =
  (id: string): Action =>
  (state) => {
    const without = state.selection.filter((other) => other !== id);
    const ids = without.length < state.selection.length ? without : [...without.slice(1 - MOST_SELECTED), id];
    return { ...state, selection: ids, panel: panelFor(ids.length, state.panel) };
  };

/** Select something that the picture does not show: with it comes what it is joined to. */
export const reveal =
  (id: string): Action =>
  (state) =>
    expand(id, "", "both")(select(id)(state));

/** What says that `id` has to do with each of `others`. */
export const ask =
  (id: string, ...others: string[]): Action =>
  (state) => ({ ...state, selection: [...others, id].slice(-MOST_SELECTED), panel: "evidence" });

export const show =
  (panel: Panel): Action =>
  (state) => ({ ...state, panel: panelFor(state.selection.length, panel) });

/** A panel that so many selected can have. */
function panelFor(selected: number, panel: Panel): Panel {
  const single = panel === "profile" || panel === "neighbours";
  const double = panel === "compare" || panel === "paths";
  return (selected < 2 && double) || (selected > 1 && single) ? "evidence" : panel;
}

export const look =
  (view: View): Action =>
  (state) => ({ ...state, view });

/** Bodies, countries or all entities. What was expanded belongs to the level that is left. */
export const zoom =
  (level: Level): Action =>
  (state) => ({ ...state, level, expansions: [], focus: [], colour: level === "entity" ? "type" : state.colour });

export const colourBy =
  (colour: Colour): Action =>
  (state) => ({ ...state, colour });

export const sizeBy =
  (size: Size): Action =>
  (state) => ({ ...state, size });

export const binBy =
  (bin: State["bin"]): Action =>
  (state) => ({ ...state, bin });

export const pin =
  (id: string): Action =>
  (state) => ({ ...state, pinned: toggled(state.pinned, id) });

export const focusOn =
  (...ids: string[]): Action =>
  (state) => ({ ...state, focus: ids });

/** Show neighbours by one relation, or a page more of them. */
export const expand =
  (of: string, relation: string, direction: Direction): Action =>
  (state) => {
    const index = state.expansions.findIndex((e) => e.of === of && e.relation === relation && e.direction === direction);
    const before = state.expansions[index];
    if (!before) return { ...state, expansions: [...state.expansions, { of, relation, direction, shown: PAGE }] };
    const more = { ...before, shown: Math.min(before.shown + PAGE, MOST) };
    return { ...state, expansions: state.expansions.with(index, more) };
  };

/** Take away what an entity was expanded by: one relation, or all, and what was expanded from there. */
export const collapse =
  (of: string, relation?: string, direction?: Direction): Action =>
  (state) => ({
    ...state,
    expansions: state.expansions.filter(
      (e) => e.of !== of || (relation !== undefined && (e.relation !== relation || e.direction !== direction)),
    ),
  });

export const filter =
  (changes: Partial<Filter>): Action =>
  (state) => ({ ...state, filter: { ...state.filter, ...changes } });

/** Choose a value of a filter, or no longer. The last modality cannot go: nothing would be left. */
export const choose =
  (name: ListName, value: string): Action =>
  (state) => {
    const chosen = toggled(state.filter[name] as string[], value);
    if (name === "modality" && chosen.length === 0) return state;
    return filter({ [name]: chosen as Modality[] })(state);
  };

/** The time that counts, in either order; empty for an open end. */
export const during =
  (since: string, until: string): Action =>
  (state) => {
    const turned = since !== "" && until !== "" && since > until && !since.startsWith(until);
    return filter(turned ? { since: until, until: since } : { since, until })(state);
  };

export const clearFilter: Action = (state) => ({ ...state, filter: ALL });

export const startAgain: Action = () => START;

function toggled(list: readonly string[], value: string): string[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}
