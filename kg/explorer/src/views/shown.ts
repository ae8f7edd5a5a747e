/** The picture that is on the page now, for the parts that speak of it. */

import { computed, signal } from "@preact/signals";
import type { GraphAnswer, Vocabulary } from "../api/types";
import { groupsOf } from "../graph/looks";
import { EMPTY, type Picture } from "../graph/picture";
import { dark } from "../state/settings";
import { state } from "../state/store";

export const shown = signal<Picture>(EMPTY);
export const answer = signal<GraphAnswer | undefined>(undefined);
export const vocabulary = signal<Vocabulary | undefined>(undefined);

/** What the colours mean. */
export const groups = computed(() =>
  groupsOf(shown.value.nodes.values(), state.value.colour, dark.value, (key) => groupName(key)),
);

export const colours = computed(() => {
  const found = new Map<string, string>();
  for (const group of groups.value) for (const id of group.members) found.set(id, group.colour);
  return found;
});

/** The label of an entity, as far as anything on the page tells it. */
export function labelOf(id: string): string {
  return shown.value.nodes.get(id)?.label ?? names.value.get(id) ?? id.replace(/^[a-z]+:/, "");
}

/** Names learnt from other answers than the picture's. */
export const names = signal<ReadonlyMap<string, string>>(new Map());

export function learn(id: string, label: string): void {
  if (names.peek().get(id) !== label) names.value = new Map(names.peek()).set(id, label);
}

function groupName(key: string): string {
  if (state.value.colour === "country") {
    return vocabulary.value?.countries.find((country) => country.id === key)?.label ?? labelOf(key);
  }
  return answer.value?.communities.find((community) => String(community.id) === key)?.label ?? `Group ${key}`;
}
