/** Views that a person keeps in this browser: a name and an address each. */

import { signal } from "@preact/signals";

export interface Saved {
  name: string;
  address: string;
}

const KEY = "kg-explorer-views";
const MOST = 100;

export const saved = signal<Saved[]>(read());

/** Keep an address under a name; the same name again replaces what it named. */
export function keep(name: string, address: string): void {
  write([{ name, address }, ...saved.peek().filter((view) => view.name !== name)].slice(0, MOST));
}

export function forget(name: string): void {
  write(saved.peek().filter((view) => view.name !== name));
}

/** What was kept, whatever else lies under the key. */
export function understood(text: string | null): Saved[] {
  try {
    const found: unknown = JSON.parse(text ?? "[]");
    if (!Array.isArray(found)) return [];
    return found.flatMap((item: unknown) => {
      const { name, address } = (item ?? {}) as Record<string, unknown>;
      return typeof name === "string" && typeof address === "string" ? [{ name, address }] : [];
    });
  } catch {
    return [];
  }
}

function read(): Saved[] {
  try {
    return understood(localStorage.getItem(KEY));
  } catch {
    return []; // a browser may forbid storage
  }
}

function write(views: Saved[]): void {
  saved.value = views;
  try {
    localStorage.setItem(KEY, JSON.stringify(views));
  } catch {
    // then they last as long as the page
  }
}
