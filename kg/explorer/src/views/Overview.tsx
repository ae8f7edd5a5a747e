/** With nothing selected: what there is, whom to begin with, and how. */

import { select } from "../state/actions";
import { act, state } from "../state/store";
import { Icon, EntityLink, plural, span } from "./bits";
import { answer, groups, labelOf, shown, vocabulary } from "./shown";
import { lineWeight } from "./words";

const MOST = 8;

export function Overview() {
  const known = vocabulary.value;
  const { level, pinned } = state.value;
  const nodes = [...shown.value.nodes.values()].sort((a, b) => b.degree - a.degree || (a.label < b.label ? -1 : 1));
  const lines = [...shown.value.lines].filter((line) => line.relation === null).sort((a, b) => b.weight - a.weight);
  return (
    <>
      <header>
        <h2>Who works with whom, and what says so</h2>
        <p class="quietly">
          {known && answer.value
            ? `${plural(answer.value.total.facts, "fact")}, ${span(known.span.first?.slice(0, 4), known.span.last?.slice(0, 4))}. Every one leads to its sentences.`
            : "Every fact leads to its sentences."}
        </p>
      </header>
      <div class="panel" tabIndex={0} role="region" aria-label="Overview">
        <ul class="hints">
          <li>Choose a node for its facts, a line for what makes it.</li>
          <li>
            Hold <kbd>Shift</kbd> and choose a second one to compare the two or to find paths.
          </li>
          <li>Filter on the left; drag over the years below.</li>
        </ul>
        {pinned.length > 0 && (
          <section>
            <h3>
              <Icon name="pin" /> Pinned
            </h3>
            <ul class="plain">
              {pinned.map((id) => (
                <li key={id}>
                  <EntityLink entity={shown.value.nodes.get(id) ?? { id, label: labelOf(id), type: "" }} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {nodes.length > 0 && (
          <section>
            <h3>Most partners</h3>
            <ol class="ranked">
              {nodes.slice(0, MOST).map((node) => (
                <li key={node.id}>
                  <EntityLink entity={node} />
                  <span class="count">{node.degree}</span>
                </li>
              ))}
            </ol>
          </section>
        )}
        {lines.length > 0 && (
          <section>
            <h3>Strongest links</h3>
            <ol class="ranked">
              {lines.slice(0, MOST).map((line) => (
                <li key={line.key}>
                  <button type="button" class="entity" onClick={() => act(select(line.source, line.target))}>
                    <span>
                      {labelOf(line.source)} – {labelOf(line.target)}
                    </span>
                  </button>
                  <span class="count" title={lineWeight(line)}>
                    {line.weight}
                  </span>
                </li>
              ))}
            </ol>
          </section>
        )}
        {level !== "entity" && state.value.colour === "community" && groups.value.length > 1 && (
          <p class="quietly">
            Colours show communities: groups that work more among themselves than with others, found by the server. Names are
            those of their most central members.
          </p>
        )}
      </div>
    </>
  );
}
