/** Correct the type of an entity; say that two are the same, or that they are not. */

import { useSignal } from "@preact/signals";
import type { Profile } from "../api/types";
import { TYPES, typeName } from "../graph/looks";
import { decide, trouble } from "./reviewing";
import { labelOf } from "./shown";

export function EntityReview({ entity }: { entity: Profile }) {
  const type = useSignal(entity.type);
  const remark = useSignal("");
  return (
    <form
      class="stack review"
      aria-label="Correct the type"
      onSubmit={(event) => {
        event.preventDefault();
        void decide({ kind: "type", entity: entity.id, type: type.value, remark: remark.value.trim() });
      }}
    >
      <h3>Review</h3>
      <div class="row">
        <label>
          Type
          <select value={type.value} onChange={(event) => (type.value = event.currentTarget.value)}>
            {Object.keys(TYPES).map((known) => (
              <option key={known} value={known}>
                {typeName(known)}
              </option>
            ))}
          </select>
        </label>
        <input type="text" aria-label="Why" placeholder="Why" maxLength={500} value={remark.value} onInput={(event) => (remark.value = event.currentTarget.value)} />
        <button type="submit" disabled={type.value === entity.type}>
          Correct
        </button>
      </div>
      <p class="quietly">To say that it is the same as another one, select both.</p>
      {trouble.value && <p role="alert" class="trouble">{trouble.value}</p>}
    </form>
  );
}

export function IdentityReview({ a, b }: { a: string; b: string }) {
  const remark = useSignal("");
  const say = (same: boolean) => void decide({ kind: "identity", a, b, same, remark: remark.value.trim() });
  return (
    <div class="row review" role="group" aria-label={`Are ${labelOf(a)} and ${labelOf(b)} the same?`}>
      <input type="text" aria-label="Why" placeholder="Why" maxLength={500} value={remark.value} onInput={(event) => (remark.value = event.currentTarget.value)} />
      <button type="button" onClick={() => say(true)}>
        The same
      </button>
      <button type="button" onClick={() => say(false)}>
        Not the same
      </button>
      {trouble.value && <p role="alert" class="trouble">{trouble.value}</p>}
    </div>
  );
}
