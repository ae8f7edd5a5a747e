/** Sending decisions: with the reviewer's token and name, and what the server says to it. */

import { signal } from "@preact/signals";
import { Refusal, send } from "../api/client";
import type { Decision, Review } from "../api/types";
import { select } from "../state/actions";
import { announcement, reviewer } from "../state/settings";
import { act } from "../state/store";

/** What went wrong with the last decision; empty if nothing did. */
export const trouble = signal("");

/** A decision without the reviewer's name, which `decide` adds. */
export type Draft = Review extends infer R ? (R extends Review ? Omit<R, "by"> : never) : never;

/** Whether the server took it. The pictures follow by themselves: the answer names a new snapshot. */
export async function decide(draft: Draft): Promise<boolean> {
  return attempt(async ({ token, name }) => {
    const { decision } = await send<{ decision: Decision }>("POST", "/api/reviews", token, { ...draft, by: name });
    if (decision.kind === "identity" && decision.a.id === decision.b.id) act(select(decision.a.id)); // two have become one
    return decision.text;
  });
}

export async function takeBack(decision: Decision): Promise<boolean> {
  return attempt(async ({ token }) => {
    await send("DELETE", `/api/reviews/${encodeURIComponent(decision.id)}`, token);
    return `Undone: ${decision.text}`;
  });
}

async function attempt(work: (who: { token: string; name: string }) => Promise<string>): Promise<boolean> {
  const who = reviewer.peek();
  if (!who) return false;
  trouble.value = "";
  try {
    announcement.value = await work(who);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble.value = error.message;
    announcement.value = error.message;
    return false;
  }
}
