/** The one present state, its history, and the address that follows it. */

import { computed, signal } from "@preact/signals";
import type { Action } from "./actions";
import { format, parse } from "./address";
import { amend, begin, redo, step, undo, type History } from "./history";
import { same, type State } from "./state";

const history = signal<History<State>>(begin(parse(here())));

export const state = computed(() => history.value.present);
export const canUndo = computed(() => history.value.past.length > 0);
export const canRedo = computed(() => history.value.future.length > 0);

/** Do what a person asked for: one step, which can be undone and has its own address. */
export function act(action: Action): void {
  const next = action(state.peek());
  if (same(next, state.peek())) return;
  history.value = step(history.peek(), next);
  write("pushState");
}

/** Change the state without a step, while something moves by itself; end with `act`. */
export function move(action: Action): void {
  history.value = amend(history.peek(), action(state.peek()));
  write("replaceState");
}

export function goBack(): void {
  history.value = undo(history.peek());
  write("replaceState");
}

export function goForward(): void {
  history.value = redo(history.peek());
  write("replaceState");
}

/** Follow the browser's own back and forward. */
export function listen(): void {
  window.addEventListener("popstate", () => {
    const there = parse(here());
    if (!same(there, state.peek())) history.value = step(history.peek(), there);
  });
}

function here(): string {
  return typeof window === "undefined" ? "" : window.location.search.slice(1);
}

function write(how: "pushState" | "replaceState"): void {
  const text = format(state.peek());
  window.history[how](null, "", text ? `?${text}` : window.location.pathname);
}
