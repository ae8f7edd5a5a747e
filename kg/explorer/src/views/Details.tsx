/** The details: an overview, or what is selected with its evidence. */

import { useEffect } from "preact/hooks";
import * as addresses from "../api/addresses";
import { useAnswer } from "../api/answers";
import type { Profile as ProfileAnswer } from "../api/types";
import { focusOn, pin, select, selectAlso, show } from "../state/actions";
import { reviewer } from "../state/settings";
import type { Panel } from "../state/state";
import { act, state } from "../state/store";
import { typeName } from "../graph/looks";
import { Icon, Mark, Tabs } from "./bits";
import { Compare } from "./Compare";
import { IdentityReview } from "./EntityReview";
import { Facts } from "./Facts";
import { Near } from "./Near";
import { Overview } from "./Overview";
import { PathsPanel } from "./PathsPanel";
import { Profile } from "./Profile";
import { labelOf, learn } from "./shown";

const SINGLE: readonly (readonly [Panel, string])[] = [
  ["evidence", "Evidence"],
  ["profile", "Profile"],
  ["neighbours", "Neighbours"],
];
const DOUBLE: readonly (readonly [Panel, string])[] = [
  ["evidence", "Evidence"],
  ["compare", "Compare"],
  ["paths", "Paths"],
];

export function Details() {
  const { selection } = state.value;
  return (
    <aside class="details" aria-label="Details">
      {selection.length === 0 ? <Overview /> : selection.length === 1 ? <One id={selection[0] as string} /> : <Several ids={selection} />}
    </aside>
  );
}

function One({ id }: { id: string }) {
  const { panel, pinned } = state.value;
  const profile = useAnswer<ProfileAnswer>(addresses.profile(id));
  const known = profile.data?.id === id ? profile.data : undefined;
  useEffect(() => {
    if (known) learn(known.id, known.label);
  }, [known]);
  const isPinned = pinned.includes(id);
  return (
    <>
      <header>
        <h2>
          {known && <Mark type={known.type} />}
          {known?.label ?? labelOf(id)}
        </h2>
        <p class="quietly">
          {known && [typeName(known.type), known.country?.label, known.parent && `part of ${known.parent.label}`].filter(Boolean).join(" · ")}
        </p>
        <div class="actions">
          <button type="button" aria-pressed={isPinned} onClick={() => act(pin(id))} title="Keep its name in sight">
            <Icon name="pin" />
            {isPinned ? "Pinned" : "Pin"}
          </button>
          <button type="button" onClick={() => act(focusOn(id))} title="Draw only it and what it is joined to">
            <Icon name="near" />
            Only around it
          </button>
          <Close />
        </div>
      </header>
      <Tabs label="About the selected" tabs={SINGLE} chosen={panel} choose={(tab) => act(show(tab))} />
      <div class="panel" role="tabpanel" aria-label={panel} tabIndex={0}>
        {panel === "profile" ? <Profile of={profile} /> : panel === "neighbours" ? <Near id={id} /> : <Facts key={id} />}
      </div>
    </>
  );
}

function Several({ ids }: { ids: string[] }) {
  const { panel } = state.value;
  const [a, b] = ids as [string, string];
  return (
    <>
      <header>
        <h2 class="several">
          {ids.map((id) => (
            <span key={id} class="chip">
              <button type="button" class="link" onClick={() => act(select(id))}>
                {labelOf(id)}
              </button>
              <button type="button" aria-label={`Take ${labelOf(id)} out of the selection`} onClick={() => act(selectAlso(id))}>
                <Icon name="close" />
              </button>
            </span>
          ))}
        </h2>
        <p class="quietly">
          {ids.length === 2 ? "What is between the two" : `What ${labelOf(ids[2] as string)} has to do with the other two`}
        </p>
        <div class="actions">
          <button type="button" onClick={() => act(focusOn(...ids))} title="Draw only them and what they are joined to">
            <Icon name="near" />
            Only around them
          </button>
          <Close />
        </div>
        {reviewer.value && ids.length === 2 && <IdentityReview a={a} b={b} />}
      </header>
      <Tabs label="About the selected" tabs={DOUBLE} chosen={panel} choose={(tab) => act(show(tab))} />
      <div class="panel" role="tabpanel" aria-label={panel} tabIndex={0}>
        {panel === "compare" ? <Compare a={a} b={b} /> : panel === "paths" ? <PathsPanel from={a} to={b} /> : <Facts key={ids.join("\n")} />}
      </div>
    </>
  );
}

function Close() {
  return (
    <button type="button" aria-label="Select nothing" title="Select nothing (Esc)" onClick={() => act(select())}>
      <Icon name="close" />
    </button>
  );
}
