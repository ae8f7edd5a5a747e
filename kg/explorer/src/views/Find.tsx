/** Find: names, acronyms and native names as one types. Enter selects, Shift+Enter adds to what is selected. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import * as addresses from "../api/addresses";
import { useAnswer } from "../api/answers";
import type { Hit } from "../api/types";
import { typeName } from "../graph/looks";
import { Mark, pick, plural } from "./bits";
import { learn } from "./shown";

export function Find() {
  const text = useSignal("");
  const open = useSignal(false);
  const at = useSignal(0);
  /** Enter came before the answer: what it is to do when the answer is there. */
  const wanted = useSignal<"one" | "also" | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const asked = text.value.trim();
  const found = useAnswer<{ results: Hit[] }>(asked === "" ? null : addresses.search(asked));
  const hits = asked === "" ? [] : (found.data?.results ?? []);
  useEffect(() => {
    at.value = 0;
  }, [asked]);

  const choose = (hit: Hit | undefined, also: boolean) => {
    if (!hit) return;
    learn(hit.short, hit.name);
    pick(hit.short, also);
    text.value = "";
    open.value = false;
    box.current?.focus();
  };
  useEffect(() => {
    if (wanted.value === null || found.loading) return;
    const also = wanted.value === "also";
    wanted.value = null;
    choose(hits[0], also);
  }, [found.loading]);
  const key = (event: KeyboardEvent) => {
    const move = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (move !== 0 && hits.length > 0) {
      event.preventDefault();
      open.value = true;
      at.value = (at.value + move + hits.length) % hits.length;
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (found.loading) wanted.value = event.shiftKey ? "also" : "one";
      else choose(hits[at.value], event.shiftKey);
    } else if (event.key === "Escape") {
      if (text.value === "") box.current?.blur();
      text.value = "";
      open.value = false;
    }
  };
  const expanded = open.value && asked !== "";
  return (
    <div class="find" role="search">
      <label class="unseen" for="find">
        Find an agency, person, agreement, project
      </label>
      <input
        id="find"
        ref={box}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        placeholder="Find: CNES, Роскосмос, Artemis…"
        aria-expanded={expanded}
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant={expanded && hits.length > 0 ? `found-${at.value}` : undefined}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          wanted.value = null;
          open.value = true;
        }}
        onKeyDown={key}
        onFocus={() => (open.value = true)}
        onBlur={() => (open.value = false)}
      />
      <kbd aria-hidden="true">/</kbd>
      <ul id="found" role="listbox" aria-label="Found" hidden={!expanded || hits.length === 0}>
        {hits.map((hit, index) => (
          <li
            key={hit.short}
            id={`found-${index}`}
            role="option"
            aria-selected={index === at.value}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(hit, event.shiftKey || event.ctrlKey);
            }}
          >
            <Mark type={hit.type} />
            <span class="name">{hit.name}</span>
            {hit.matched !== hit.name && <span class="also">{hit.matched}</span>}
            <span class="what">
              {typeName(hit.type)} · {plural(hit.articles, "article")}
            </span>
          </li>
        ))}
      </ul>
      {expanded && !found.loading && hits.length === 0 && (
        <p class="none" role="status">
          {found.error ? found.error.message : "No name begins so. Accents and case do not matter; try an acronym."}
        </p>
      )}
      {expanded && hits.length > 0 && <p class="unseen" role="status">{`${hits.length} found. Shift and Enter adds to the selection.`}</p>}
    </div>
  );
}
