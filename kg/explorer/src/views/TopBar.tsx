/** The bar: find, what to look at and how, undo and redo, share and keep, settings. */

import type { Signal } from "@preact/signals";
import type { Level } from "../api/types";
import { look, zoom } from "../state/actions";
import { setTheme, theme } from "../state/settings";
import type { View } from "../state/state";
import { act, canRedo, canUndo, goBack, goForward, state } from "../state/store";
import { ROOT } from "../api/client";
import { FilterButton } from "./App";
import { Icon } from "./bits";
import { Export } from "./Export";
import { Find } from "./Find";
import { Help } from "./Help";
import { ReviewMenu } from "./ReviewMenu";
import { Views } from "./Views";

const LEVELS: readonly (readonly [Level, string, string])[] = [
  ["agency", "Bodies", "Agencies and organisations, joined by what they do together"],
  ["country", "Countries", "Bodies folded into their countries"],
  ["entity", "Everything", "People, agreements, projects, events and places too"],
];

const VIEWS: readonly (readonly [View, string])[] = [
  ["network", "Network"],
  ["matrix", "Matrix"],
  ["timeline", "Timeline"],
  ["map", "Map"],
  ["list", "List"],
];

export function TopBar({ filtersOpen }: { filtersOpen: Signal<boolean> }) {
  const { level, view } = state.value;
  return (
    <header class="bar">
      <a class="brand" href={`${ROOT}/about`} title="About this graph: questions, queries, API">
        <img src={`${ROOT}/static/icon.svg`} alt="" width="22" height="22" />
        <span>Space Cooperation</span>
      </a>
      <FilterButton open={filtersOpen.value} toggle={() => (filtersOpen.value = !filtersOpen.value)} />
      <Find />
      <div class="choice" role="group" aria-label="What is drawn">
        {LEVELS.map(([id, name, meaning]) => (
          <button key={id} type="button" aria-pressed={level === id} title={meaning} onClick={() => act(zoom(id))}>
            {name}
          </button>
        ))}
      </div>
      <div class="choice" role="group" aria-label="View">
        {VIEWS.map(([id, name], index) => (
          <button key={id} type="button" aria-pressed={view === id} title={`${name} (${index + 1})`} onClick={() => act(look(id))}>
            {name}
          </button>
        ))}
      </div>
      <div class="tools" role="group" aria-label="Steps and sharing">
        <button type="button" class="quiet" aria-label="Undo" title="Undo (Ctrl+Z)" disabled={!canUndo.value} onClick={goBack}>
          <Icon name="undo" />
        </button>
        <button type="button" class="quiet" aria-label="Redo" title="Redo (Ctrl+Shift+Z)" disabled={!canRedo.value} onClick={goForward}>
          <Icon name="redo" />
        </button>
        <Views />
        <Export />
        <ReviewMenu />
        <button
          type="button"
          class="quiet"
          aria-label={theme.value === "dark" ? "Light page" : "Dark page"}
          title="Light or dark"
          onClick={() => setTheme(document.documentElement.dataset["theme"] === "dark" ? "light" : "dark")}
        >
          <Icon name="sun" />
        </button>
        <Help />
      </div>
    </header>
  );
}
