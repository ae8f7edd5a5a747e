/** What belongs to the reader and not to the picture: dark or light, motion, and a reviewer's token and name. */

import { computed, signal, type Signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

const darkSystem = media("(prefers-color-scheme: dark)");

/** Whether things should not move by themselves. */
export const still = media("(prefers-reduced-motion: reduce)");
/** Whether there is room for one column only. */
export const narrow = media("(max-width: 900px)");

export const theme = signal<Theme>(readTheme());
export const dark = computed(() => theme.value === "dark" || (theme.value === "system" && darkSystem.value));

export function setTheme(chosen: Theme): void {
  theme.value = chosen;
  try {
    localStorage.setItem("kg-explorer-theme", chosen);
  } catch {
    // then it lasts as long as the page
  }
}

/** Kept until the tab is closed, and never in the address. */
export const reviewer = signal<{ token: string; name: string } | null>(null);

/** Said to those who cannot see the canvas change. */
export const announcement = signal("");

function media(query: string): Signal<boolean> {
  if (typeof window === "undefined") return signal(false);
  const list = window.matchMedia(query);
  const found = signal(list.matches);
  list.addEventListener("change", () => (found.value = list.matches));
  return found;
}

function readTheme(): Theme {
  try {
    const kept = localStorage.getItem("kg-explorer-theme");
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}
