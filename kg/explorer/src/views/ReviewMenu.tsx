/** Reviewing: who one is, and the decisions so far, each of which can be undone. */

import { useSignal } from "@preact/signals";
import * as addresses from "../api/addresses";
import { useAnswer } from "../api/answers";
import { Refusal, send } from "../api/client";
import type { Decisions } from "../api/types";
import { reviewer } from "../state/settings";
import { Await, plural } from "./bits";
import { Menu } from "./Menu";
import { takeBack, trouble } from "./reviewing";
import { vocabulary } from "./shown";

export function ReviewMenu() {
  // Unless the service says that it takes none, it is asked when a token is given.
  if (vocabulary.value?.reviews === false) return null;
  return (
    <Menu id="review" icon="review" name="Review" wide>
      {reviewer.value ? <Decided /> : <SignIn />}
    </Menu>
  );
}

function SignIn() {
  const token = useSignal("");
  const name = useSignal("");
  const wrong = useSignal("");
  const enter = async () => {
    wrong.value = "";
    try {
      await send("GET", "/api/reviews/token", token.value.trim());
      reviewer.value = { token: token.value.trim(), name: name.value.trim() };
    } catch (error) {
      wrong.value = error instanceof Refusal ? error.message : String(error);
    }
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <h2>Review</h2>
      <p>With the token of this service you can accept or reject facts, correct types, and say what is the same.</p>
      <label>
        Your name
        <input type="text" required maxLength={80} autocomplete="name" value={name.value} onInput={(event) => (name.value = event.currentTarget.value)} />
      </label>
      <label>
        Token
        <input type="password" required autocomplete="off" value={token.value} onInput={(event) => (token.value = event.currentTarget.value)} />
      </label>
      <button type="submit">Begin</button>
      {wrong.value && <p role="alert" class="trouble">{wrong.value}</p>}
      <p class="quietly">The token is forgotten when this page is closed.</p>
    </form>
  );
}

function Decided() {
  const found = useAnswer<Decisions>(addresses.reviews());
  return (
    <div class="stack">
      <h2>Decisions</h2>
      <p>
        Reviewing as {reviewer.value?.name}.{" "}
        <button type="button" class="link" onClick={() => (reviewer.value = null)}>
          Stop
        </button>
      </p>
      {trouble.value && <p role="alert" class="trouble">{trouble.value}</p>}
      <Await of={found} isEmpty={(data) => data.total === 0} empty={<p>None yet. Facts have buttons to accept and reject them now; profiles one to correct the type; two selected things, to say that they are the same.</p>}>
        {(data) => (
          <>
            <p class="quietly">{plural(data.total, "decision")}</p>
            <ul class="plain decisions">
              {data.items.map((decision) => (
                <li key={decision.id}>
                  <span>{decision.text}</span>
                  <span class="quietly">
                    {decision.by}, {decision.at.slice(0, 16).replace("T", " ")}
                    {decision.remark && `: ${decision.remark}`}
                  </span>
                  <button type="button" class="link" onClick={() => void takeBack(decision)}>
                    Undo
                    <span class="unseen">: {decision.text}</span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </Await>
    </div>
  );
}
