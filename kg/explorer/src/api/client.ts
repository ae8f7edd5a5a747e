/** Asking the server: one function for reading, one for writing, and the snapshot that the answers belong to. */

import { signal } from "@preact/signals";
import type { Answer } from "./types";

/** Where the service is mounted, without a slash at the end. */
export const ROOT = typeof document === "undefined" ? "" : (document.body.dataset["root"] ?? "");

/** The newest snapshot that an answer came from; when it changes, everything shown is asked for again. */
export const snapshot = signal("");

/** A refusal as the server worded it (RFC 9457), or that it cannot be reached (`status` 0). */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

const KEPT = 200;
const TRIES = 20;
const answers = new Map<string, unknown>();

/** The answer to a GET of an address under the root, from memory if it was asked for in this snapshot. */
export async function get<T>(address: string, signal?: AbortSignal): Promise<T> {
  const known = answers.get(address);
  if (known !== undefined) return known as T;
  const answer = await request<T>(address, signal ? { signal } : {});
  note(answer);
  answers.set(address, answer);
  for (const oldest of answers.keys()) {
    if (answers.size <= KEPT) break;
    answers.delete(oldest);
  }
  return answer;
}

/** What is in memory for an address, without asking. */
export function remembered<T>(address: string): T | undefined {
  return answers.get(address) as T | undefined;
}

export async function send<T>(method: "POST" | "DELETE" | "GET", address: string, token: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await request<T>(address, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  note(answer);
  return answer;
}

async function request<T>(address: string, init: RequestInit): Promise<T> {
  try {
    const response = await patiently(address, init);
    if (response.status === 204) return undefined as T;
    if (response.ok) return (await response.json()) as T;
    const { detail } = (await response.json().catch(() => ({}))) as { detail?: unknown };
    throw new Refusal(response.status, typeof detail === "string" ? detail : response.statusText);
  } catch (error) {
    if (error instanceof Refusal || (error instanceof DOMException && error.name === "AbortError")) throw error;
    throw new Refusal(0, "The server does not answer. Is kg serve running?");
  }
}

/** Asks again for as long as the server says that it is busy or still reads the graph, but not for ever. */
async function patiently(address: string, init: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(ROOT + address, init);
    if (response.status !== 503 || tries === TRIES || init.method === "POST") return response;
    const wait = Number(response.headers.get("Retry-After")) || 1;
    await new Promise((done) => setTimeout(done, 1000 * Math.min(wait, 5)));
    init.signal?.throwIfAborted();
  }
}

/** Forget what belongs to an older snapshot. */
function note(answer: unknown): void {
  const named = (answer as Partial<Answer> | undefined)?.snapshot;
  if (named === undefined || named === snapshot.peek()) return;
  if (snapshot.peek() !== "" && !newer(named, snapshot.peek())) return;
  answers.clear();
  snapshot.value = named;
}

/** A snapshot is named by its number and what it was read with: `7` or `7-18eca9f5`. */
function newer(one: string, other: string): boolean {
  const [a, b] = [parseInt(one, 10), parseInt(other, 10)];
  return Number.isNaN(a) || Number.isNaN(b) || a >= b;
}
