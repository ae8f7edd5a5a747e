/** Accept or reject a fact, with a reason. */

import { useSignal } from "@preact/signals";
import type { Fact } from "../api/types";
import { decide, trouble } from "./reviewing";

export function FactReview({ fact }: { fact: Fact }) {
  const remark = useSignal("");
  const say = async (verdict: "accept" | "reject") => {
    if (await decide({ kind: "fact", fact: fact.id, verdict, remark: remark.peek().trim() })) remark.value = "";
  };
  const name = `${fact.subject.label} ${fact.phrase}`;
  return (
    <div class="row review" role="group" aria-label={`Review: ${name}`}>
      <input
        type="text"
        placeholder="Why"
        aria-label="Why"
        maxLength={500}
        value={remark.value}
        onInput={(event) => (remark.value = event.currentTarget.value)}
      />
      <button type="button" aria-pressed={fact.review === "accepted"} onClick={() => void say("accept")}>
        Accept
      </button>
      <button type="button" aria-pressed={fact.review === "rejected"} onClick={() => void say("reject")}>
        Reject
      </button>
      {trouble.value && <p role="alert" class="trouble">{trouble.value}</p>}
    </div>
  );
}
