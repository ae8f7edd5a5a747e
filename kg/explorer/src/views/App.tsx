/** The layout: controls above, filters left, the view in the middle with time below it, details right. */

import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import * as addresses from "../api/addresses";
import { useAnswer } from "../api/answers";
import type { Vocabulary } from "../api/types";
import { announcement, dark, narrow } from "../state/settings";
import { act, goBack, goForward, state } from "../state/store";
import { look, select } from "../state/actions";
import type { View } from "../state/state";
import { Icon, Trouble } from "./bits";
import { Boundary } from "./Boundary";
import { Details } from "./Details";
import { Filters } from "./Filters";
import { ListView } from "./ListView";
import { MapView } from "./MapView";
import { Matrix } from "./Matrix";
import { Network } from "./Network";
import { usePicture, type Picturing } from "./picturing";
import { vocabulary } from "./shown";
import { Status } from "./Status";
import { Time } from "./Time";
import { Timeline } from "./Timeline";
import { TopBar } from "./TopBar";

const VIEWS: Record<View, (props: { of: Picturing }) => JSX.Element> = {
  network: Network,
  matrix: Matrix,
  timeline: Timeline,
  map: MapView,
  list: ListView,
};

export function App() {
  const known = useAnswer<Vocabulary>(addresses.vocabulary);
  useEffect(() => {
    if (known.data) vocabulary.value = known.data;
  }, [known.data]);
  useSignalEffect(() => {
    document.documentElement.dataset["theme"] = dark.value ? "dark" : "light";
  });
  useEffect(() => {
    window.addEventListener("keydown", shortcuts);
    return () => window.removeEventListener("keydown", shortcuts);
  }, []);
  const picturing = usePicture();
  const filtersOpen = useSignal(!narrow.peek());
  if (known.error) return <Trouble error={known.error} again={known.again} />;
  const View = VIEWS[state.value.view];
  const empty = known.data && known.data.types.every((type) => type.count === 0);
  return (
    <div class={`app${filtersOpen.value ? "" : " without-filters"}`}>
      <a class="skip" href="#view">
        Skip to the view
      </a>
      <TopBar filtersOpen={filtersOpen} />
      {filtersOpen.value && (
        <Boundary>
          <Filters close={() => (filtersOpen.value = false)} />
        </Boundary>
      )}
      <main id="view" tabIndex={-1}>
        <h1 class="unseen">Explorer of the Space Cooperation Knowledge Graph</h1>
        <Status />
        <Boundary key={state.value.view}>{empty ? <NothingYet /> : <View of={picturing} />}</Boundary>
        <Boundary>
          <Time />
        </Boundary>
      </main>
      <Boundary>
        <Details />
      </Boundary>
      <div class="unseen" role="status" aria-live="polite">
        {announcement.value}
      </div>
    </div>
  );
}

function NothingYet() {
  return (
    <div class="empty large">
      <h2>The graph is empty</h2>
      <p>
        Read articles into it, and they appear here at once: <code>kg ingest FOLDER</code>, or <code>kg demo</code> for the
        bundled ones.
      </p>
    </div>
  );
}

/** Keys that work wherever nothing is being typed. */
function shortcuts(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const typing = target.matches("input:not([type=checkbox]):not([type=range]), textarea, select");
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && key === "z" && !typing) {
    event.preventDefault();
    if (event.shiftKey) goForward();
    else goBack();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && key === "y" && !typing) {
    event.preventDefault();
    goForward();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (key === "/") {
    event.preventDefault();
    document.getElementById("find")?.focus();
  } else if (key === "escape" && !document.querySelector(":popover-open")) {
    act(select());
  } else {
    const view = (["network", "matrix", "timeline", "map", "list"] as const)[Number(event.key) - 1];
    if (view) act(look(view));
  }
}

export function FilterButton({ open, toggle }: { open: boolean; toggle: () => void }) {
  return (
    <button type="button" class="quiet" aria-expanded={open} aria-controls="filters" onClick={toggle}>
      <Icon name="filter" />
      Filters
    </button>
  );
}
