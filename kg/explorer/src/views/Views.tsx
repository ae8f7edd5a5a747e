/** Saved views: kept in this browser under a name. */

import { useSignal } from "@preact/signals";
import { format, parse } from "../state/address";
import { startAgain } from "../state/actions";
import { forget, keep, saved } from "../state/saved";
import { announcement } from "../state/settings";
import { act, state } from "../state/store";
import { Icon } from "./bits";
import { closeMenu, Menu } from "./Menu";

export function Views() {
  const name = useSignal("");
  return (
    <Menu id="views" icon="star" name="Saved views">
      <h2>Saved views</h2>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          const chosen = name.value.trim();
          if (chosen === "") return;
          keep(chosen, format(state.peek()));
          name.value = "";
          announcement.value = `Kept as ${chosen}`;
        }}
      >
        <input
          type="text"
          required
          maxLength={80}
          aria-label="Name of this view"
          placeholder="Name of this view"
          value={name.value}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
        <button type="submit">Keep</button>
      </form>
      {saved.value.length === 0 ? (
        <p class="quietly">None yet. They stay in this browser; to send one, copy its address.</p>
      ) : (
        <ul class="plain">
          {saved.value.map((view) => (
            <li key={view.name} class="row">
              <button
                type="button"
                class="entity"
                onClick={() => {
                  act(() => parse(view.address));
                  closeMenu("views");
                }}
              >
                <span>{view.name}</span>
              </button>
              <button type="button" class="quiet" aria-label={`Forget ${view.name}`} onClick={() => forget(view.name)}>
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <button
        type="button"
        class="link"
        onClick={() => {
          act(startAgain);
          closeMenu("views");
        }}
      >
        The picture at the start
      </button>
    </Menu>
  );
}
