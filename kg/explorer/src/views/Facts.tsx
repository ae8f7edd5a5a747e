/** Evidence: the facts in groups, each with its sentences, article, date, source and confidence. */

import { useSignal } from "@preact/signals";
import type { Fact, FactObject, Sentence, Statement } from "../api/types";
import * as addresses from "../api/addresses";
import { useAnswer } from "../api/answers";
import type { Facts as FactsAnswer } from "../api/types";
import { clearFilter } from "../state/actions";
import { announcement, reviewer } from "../state/settings";
import { act, state } from "../state/store";
import { Await, EntityLink, Icon, outside, PageLink, plural } from "./bits";
import { FactReview } from "./FactReview";

const STEP = 50;

export function Facts() {
  const limit = useSignal(STEP);
  const found = useAnswer<FactsAnswer>(addresses.facts(state.value, limit.value));
  return (
    <Await
      of={found}
      isEmpty={(data) => data.total === 0}
      empty={
        <>
          <p>No fact passes the filters here.</p>
          <button type="button" onClick={() => act(clearFilter)}>
            Clear all filters
          </button>
        </>
      }
    >
      {(data) => (
        <div class="facts">
          <p class="quietly">{plural(data.total, "fact")} under the filters that are set</p>
          {data.groups.map((group) => (
            <section key={group.id} aria-label={group.label}>
              <h3>{group.label}</h3>
              <ul>
                {group.facts.map((fact) => (
                  <FactItem key={fact.id} fact={fact} />
                ))}
              </ul>
            </section>
          ))}
          {data.next && limit.value < 500 && (
            <button type="button" onClick={() => (limit.value = Math.min(500, limit.value + STEP))}>
              Show more facts
            </button>
          )}
        </div>
      )}
    </Await>
  );
}

export function FactItem({ fact }: { fact: Fact }) {
  const [first, ...rest] = fact.statements;
  return (
    <li class={`fact ${fact.review ?? ""}`}>
      <p class="claim">
        <EntityLink entity={fact.subject} plain /> <span class="phrase">{fact.phrase}</span> <ObjectOf object={fact.object} />
        {fact.modality !== "asserted" && <span class={`badge ${fact.modality}`}>{fact.modality}</span>}
        {fact.review && <span class={`badge ${fact.review}`}>{fact.review}</span>}
      </p>
      <p class="measure">
        <Confidence value={fact.confidence} />
        <span>{plural(fact.sources, "independent source")}</span>
        {fact.date && (
          <span>
            {fact.date.earliest === fact.date.latest || !fact.date.latest
              ? fact.date.earliest
              : `${fact.date.earliest} to ${fact.date.latest}`}
            {fact.date.by === "published" ? " (reported)" : ""}
          </span>
        )}
      </p>
      {first && <StatementItem statement={first} />}
      {rest.length > 0 && (
        <details>
          <summary>{plural(rest.length + (fact.moreStatements ?? 0), "more article")}</summary>
          {rest.map((statement) => (
            <StatementItem key={statement.claim} statement={statement} />
          ))}
          {fact.moreStatements ? <p class="quietly">{`and ${fact.moreStatements} more, not listed`}</p> : null}
        </details>
      )}
      {reviewer.value && <FactReview fact={fact} />}
    </li>
  );
}

function ObjectOf({ object }: { object: FactObject }) {
  if ("id" in object) return <EntityLink entity={object} plain />;
  return <span class="value">{"value" in object ? object.value : object.text}</span>;
}

function StatementItem({ statement }: { statement: Statement }) {
  const original = outside(statement.url);
  return (
    <div class="statement">
      {statement.sentences.map((sentence) => (
        <blockquote key={sentence.page}>
          <Quote sentence={sentence} />
        </blockquote>
      ))}
      <p class="source">
        <span class="title">{statement.title || "Untitled article"}</span>
        {statement.publisher && <span>{statement.publisher}</span>}
        <span>{statement.published ?? "undated"}</span>
        <span>{`confidence ${statement.confidence.toFixed(2)}`}</span>
        {statement.copyOf && <span>a copy of another article</span>}
      </p>
      <p class="links">
        {statement.sentences[0] && <PageLink to={statement.sentences[0].page}>Open the passage</PageLink>}
        {original && (
          <a href={original} target="_blank" rel="noopener noreferrer">
            Original
          </a>
        )}
        <Copy text={statement.citation} />
      </p>
    </div>
  );
}

/** A sentence with the names of the fact's ends marked. Offsets count code points. */
function Quote({ sentence }: { sentence: Sentence }) {
  const signs = [...sentence.quote];
  const parts: preact.ComponentChild[] = [];
  let done = 0;
  for (const [start, end] of [...sentence.spans].sort(([a], [b]) => a - b)) {
    if (start < done || end > signs.length || end <= start) continue;
    parts.push(signs.slice(done, start).join(""), <mark key={start}>{signs.slice(start, end).join("")}</mark>);
    done = end;
  }
  parts.push(signs.slice(done).join(""));
  return <>{parts}</>;
}

export function Copy({ text, name = "Copy citation" }: { text: string; name?: string }) {
  const done = useSignal(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without a secure context there is no clipboard but the old way.
      const box = document.createElement("textarea");
      box.value = text;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    done.value = true;
    announcement.value = "Copied";
    setTimeout(() => (done.value = false), 2000);
  };
  return (
    <button type="button" class="link" onClick={() => void copy()}>
      <Icon name={done.value ? "check" : "copy"} />
      {done.value ? "Copied" : name}
    </button>
  );
}

function Confidence({ value }: { value: number }) {
  return (
    <span class="confidence">
      <meter min={0} max={1} value={value} aria-label="Confidence" />
      {value.toFixed(2)}
    </span>
  );
}
