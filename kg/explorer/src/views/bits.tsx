/** Small parts that every view uses. Text is only ever text: nothing here takes markup. */

import type { ComponentChildren } from "preact";
import { Refusal, ROOT } from "../api/client";
import type { Awaited } from "../api/answers";
import type { Typed } from "../api/types";
import { lookOf, typeName } from "../graph/looks";
import { act, state } from "../state/store";
import { reveal, select, selectAlso } from "../state/actions";
import { dark } from "../state/settings";
import { shown } from "./shown";

const ICONS: Record<string, string> = {
  undo: "M8 4 3 9l5 5M3 9h8a5 5 0 0 1 0 10h-2",
  redo: "m12 4 5 5-5 5M17 9H9a5 5 0 0 0 0 10h2",
  share: "M10 13V2m0 0L6 6m4-4 4 4M4 10v7h12v-7",
  sun: "M10 2v2m0 12v2M2 10h2m12 0h2M4.3 4.3l1.4 1.4m8.6 8.6 1.4 1.4m0-11.4-1.4 1.4m-8.6 8.6-1.4 1.4M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z",
  help: "M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8m0 3v.2M10 1.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z",
  pin: "M7 2h6l-1 6 3 3H5l3-3-1-6Zm3 9v7",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  close: "m5 5 10 10M15 5 5 15",
  play: "M6 3.5v13l10-6.5-10-6.5Z",
  pause: "M6 4v12M14 4v12",
  filter: "M3 4h14l-5.5 6.5V16l-3 1.5v-7L3 4Z",
  copy: "M7 7V3h10v10h-4M3 7h10v10H3V7Z",
  out: "M8 4H4v12h12v-4M11 3h6v6m0-6-8 8",
  check: "m4 10.5 4 4 8-9",
  near: "M10 6a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-4.5v3m0 11v3m8.5-8.5h-3m-11 0h-3",
  star: "m10 2 2.4 5.2 5.6.7-4.2 3.9 1.1 5.6L10 14.6 5.1 17.400l1.100-5.600L2 7.900l5.600-.7L10 2Z",
  review: "M3 3h14v11h-7l-4 4v-4H3V3Zm4 5 2 2 4-4",
};

export function Icon({ name }: { name: string }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={ICONS[name] ?? ""} />
    </svg>
  );
}

/** The shape and colour of a type; the word stands beside it for those who do not see it. */
export function Mark({ type, colour }: { type: string; colour?: string }) {
  const look = lookOf(type);
  return (
    <svg class="mark" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={look.path} fill={colour ?? (dark.value ? look.dark : look.colour)} />
    </svg>
  );
}

/** The name of an entity: choosing it selects it, with shift or control beside what is selected. */
export function EntityLink({ entity, plain }: { entity: Typed; plain?: boolean }) {
  return (
    <button
      type="button"
      class="entity"
      aria-current={state.value.selection.includes(entity.id) ? "true" : undefined}
      onClick={(event) => pick(entity.id, event.shiftKey || event.ctrlKey || event.metaKey)}
      title={`${entity.label}, ${typeName(entity.type)}`}
    >
      {!plain && <Mark type={entity.type} />}
      <span>{entity.label}</span>
    </button>
  );
}

/** Select an entity, drawn or not. */
export function pick(id: string, also = false): void {
  if (also) act(selectAlso(id));
  else if (shown.peek().nodes.has(id)) act(select(id));
  else act(reveal(id));
}

/** What stands where an answer is awaited, failed or empty; else the answer. */
export function Await<T>({
  of,
  empty,
  isEmpty,
  children,
}: {
  of: Awaited<T>;
  empty?: ComponentChildren;
  isEmpty?: (data: T) => boolean;
  children: (data: T) => ComponentChildren;
}) {
  if (of.error) return <Trouble error={of.error} again={of.again} />;
  if (of.data === undefined) return of.loading ? <p class="waiting" role="status">Asking the graph…</p> : null;
  if (isEmpty?.(of.data)) return <div class="empty">{empty}</div>;
  return (
    <div class={of.loading ? "stale" : undefined} aria-busy={of.loading}>
      {children(of.data)}
    </div>
  );
}

/** What stands above a view whose answer is awaited, failed, or leaves nothing to show. */
export function Awaiting({ of, empty }: { of: Pick<Awaited<unknown>, "loading" | "error" | "again">; empty: boolean }) {
  if (of.error) return <Trouble error={of.error} again={of.again} />;
  if (!empty) return null;
  if (of.loading) return <p class="waiting" role="status">Asking the graph…</p>;
  return (
    <div class="empty">
      <p>Nothing passes the filters.</p>
      <p>Take one away above, or widen the time below.</p>
    </div>
  );
}

export function Trouble({ error, again }: { error: Refusal; again: () => void }) {
  const remedy =
    error.status === 503
      ? "The server is busy. Try again in a moment."
      : error.status === 504 || error.status === 413
        ? "That is too much at once. Filter further, or look at a shorter time."
        : "";
  return (
    <div class="trouble" role="alert">
      <p>{error.message}</p>
      {remedy && <p>{remedy}</p>}
      <button type="button" onClick={again}>
        Try again
      </button>
    </div>
  );
}

/** A link into the server's own pages. */
export function PageLink({ to, children }: { to: string; children: ComponentChildren }) {
  return (
    <a href={pageAddress(to)} target="_blank" rel="noopener">
      {children}
    </a>
  );
}

/** An address under the root, if it is a path of ours; else nowhere. */
export function pageAddress(path: string): string {
  if (path.startsWith("/") && !path.startsWith("//")) return ROOT + path;
  return path.startsWith(`${window.location.origin}/`) ? path : "#";
}

/** An address outside, if a browser may open it. */
export function outside(address: string | null): string | null {
  return address !== null && /^https?:\/\//i.test(address) ? address : null;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** A part of an interval for people: 1964, 1964 to 2023. */
export function span(first: string | null | undefined, last: string | null | undefined): string {
  if (!first && !last) return "undated";
  return !last || first === last ? (first ?? "") : `${first ?? "?"} to ${last}`;
}

/** Tabs as the arrow keys expect them. */
export function Tabs<T extends string>({
  label,
  tabs,
  chosen,
  choose,
}: {
  label: string;
  tabs: readonly (readonly [T, string])[];
  chosen: T;
  choose: (tab: T) => void;
}) {
  const turn = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const index = tabs.findIndex(([tab]) => tab === chosen);
    const next = tabs[(index + by + tabs.length) % tabs.length];
    if (!next) return;
    choose(next[0]);
    const list = event.currentTarget as HTMLElement;
    list.querySelector<HTMLElement>(`[data-tab="${next[0]}"]`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={turn}>
      {tabs.map(([tab, name]) => (
        <button
          key={tab}
          type="button"
          role="tab"
          data-tab={tab}
          aria-selected={tab === chosen}
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => choose(tab)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
