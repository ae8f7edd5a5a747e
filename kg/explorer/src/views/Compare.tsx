/** Two bodies beside each other: what they share, and what only one of them has. */

import * as addresses from "../api/addresses";
import { useAnswer } from "../api/answers";
import type { Comparison, Counted, Node, Some, Typed } from "../api/types";
import { ask } from "../state/actions";
import { act, state } from "../state/store";
import { Await, EntityLink, plural } from "./bits";
import { actorEdge } from "./words";

export function Compare({ a, b }: { a: string; b: string }) {
  const found = useAnswer<Comparison>(addresses.compare(state.value, a, b));
  return <Await of={found}>{(data) => <Compared of={data} />}</Await>;
}

function Compared({ of: { a, b, both, onlyA, onlyB, counts, tie } }: { of: Comparison }) {
  return (
    <div class="compare">
      <table>
        <caption class="unseen">Counts</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{a.label}</th>
            <th scope="col">{b.label}</th>
          </tr>
        </thead>
        <tbody>
          {(["partners", "agreements", "projects", "facts", "sources"] as const).map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{counts.a[name]}</td>
              <td>{counts.b[name]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quietly">{tie ? `Between them: ${actorEdge(tie)}` : "Nothing joins the two directly."}</p>
      <section>
        <h3>Partners of both: {size(both.partners)}</h3>
        <ul class="plain">
          {both.partners.items.map((partner) => (
            <li key={partner.id}>
              <EntityLink entity={partner} />
              <button type="button" class="link" onClick={() => act(ask(partner.id, a.id, b.id))}>
                What says so
                <span class="unseen"> of {partner.label}</span>
              </button>
            </li>
          ))}
        </ul>
        <More of={both.partners} />
      </section>
      <Things title="Agreements of both" things={both.agreements} />
      <Things title="Projects of both" things={both.projects} />
      {both.topics.items.length > 0 && (
        <section>
          <h3>Topics of both</h3>
          <table>
            <thead>
              <tr>
                <th scope="col">topic</th>
                <th scope="col">{a.label}</th>
                <th scope="col">{b.label}</th>
              </tr>
            </thead>
            <tbody>
              {both.topics.items.map((topic) => (
                <tr key={topic.id}>
                  <th scope="row">{topic.label}</th>
                  <td>{topic.a}</td>
                  <td>{topic.b}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Only name={a.label} partners={onlyA.partners} topics={onlyA.topics} />
      <Only name={b.label} partners={onlyB.partners} topics={onlyB.topics} />
    </div>
  );
}

function Things({ title, things }: { title: string; things: Some<Typed> }) {
  if (things.items.length === 0) return null;
  return (
    <section>
      <h3>
        {title}: {size(things)}
      </h3>
      <ul class="plain">
        {things.items.map((thing) => (
          <li key={thing.id}>
            <EntityLink entity={thing} />
          </li>
        ))}
      </ul>
      <More of={things} />
    </section>
  );
}

function Only({ name, partners, topics }: { name: string; partners: Some<Node>; topics: Some<Counted> }) {
  if (size(partners) + size(topics) === 0) return null;
  return (
    <details>
      <summary>
        Only {name}: {plural(size(partners), "partner")}, {plural(size(topics), "topic")}
      </summary>
      <ul class="plain">
        {partners.items.map((partner) => (
          <li key={partner.id}>
            <EntityLink entity={partner} />
          </li>
        ))}
      </ul>
      <More of={partners} />
      {topics.items.length > 0 && <p>{topics.items.map((topic) => topic.label).join(" · ")}</p>}
    </details>
  );
}

function More({ of }: { of: Some<unknown> }) {
  return of.more > 0 ? <p class="quietly">{`and ${of.more.toLocaleString("en")} more`}</p> : null;
}

function size(list: Some<unknown>): number {
  return list.items.length + list.more;
}
