/** Neighbours: how many by which relation, before any is drawn; more, fewer, none. */

import * as addresses from "../api/addresses";
import { useAnswer } from "../api/answers";
import type { RelationCount, Relations } from "../api/types";
import { collapse, expand, MOST, PAGE } from "../state/actions";
import { act, state } from "../state/store";
import { TYPE_NAMES, typeName } from "../graph/looks";
import { neighboursOf } from "../graph/picture";
import { Await, EntityLink, Icon, plural } from "./bits";
import { shown } from "./shown";
import { lineWeight, phraseOf } from "./words";

export function Near({ id }: { id: string }) {
  const counts = useAnswer<Relations>(addresses.relations(state.value, id));
  const drawn = neighboursOf(shown.value, id);
  const expanded = state.value.expansions.some((expansion) => expansion.of === id);
  return (
    <div class="near">
      <Await of={counts} isEmpty={(data) => data.relations.length === 0} empty={<p>No fact that passes the filters joins it to anything.</p>}>
        {(data) => (
          <ul class="relations">
            {data.relations.map((relation) => (
              <Row key={`${relation.relation} ${relation.direction}`} id={id} relation={relation} />
            ))}
          </ul>
        )}
      </Await>
      {expanded && (
        <button type="button" onClick={() => act(collapse(id))}>
          <Icon name="minus" />
          Take away all that was expanded from here
        </button>
      )}
      {drawn.length > 0 && (
        <section>
          <h3>In the picture: {drawn.length}</h3>
          <ul class="plain">
            {drawn.slice(0, 100).map(({ node, line }) => (
              <li key={node.id}>
                <EntityLink entity={node} />
                <span class="quietly">{lineWeight(line)}</span>
              </li>
            ))}
          </ul>
          {drawn.length > 100 && <p class="quietly">{`and ${drawn.length - 100} more; the list view has all`}</p>}
        </section>
      )}
    </div>
  );
}

function Row({ id, relation: { relation, direction, neighbours, facts, types, phrase } }: { id: string; relation: RelationCount }) {
  const now = state.value.expansions.find((e) => e.of === id && e.relation === relation && e.direction === direction);
  const words = relation === "partner" ? "works with" : direction === "in" ? `… ${phrase} it` : phrase || phraseOf(relation);
  const shownNow = Math.min(now?.shown ?? 0, neighbours);
  const more = Math.min(PAGE, neighbours - shownNow, MOST - shownNow);
  const kinds = Object.entries(types ?? {}).map(([type, count]) => `${count} ${count === 1 ? typeName(type) : (TYPE_NAMES[type] ?? type).toLowerCase()}`);
  return (
    <li>
      <span class="what">
        <strong>{words}</strong>
        <span class="quietly">
          {kinds.join(", ") || plural(neighbours, "neighbour")} · {plural(facts, "fact")}
        </span>
      </span>
      <span class="count" aria-label={plural(neighbours, "neighbour")}>
        {shownNow > 0 ? `${shownNow} of ${neighbours}` : neighbours}
      </span>
      {now && (
        <button type="button" aria-label={`Collapse: ${words}`} title="Collapse" onClick={() => act(collapse(id, relation, direction))}>
          <Icon name="minus" />
        </button>
      )}
      {more > 0 && (
        <button
          type="button"
          aria-label={`Expand: ${words}, ${more} more`}
          title={now ? `${more} more` : "Expand"}
          onClick={() => act(expand(id, relation, direction))}
        >
          <Icon name="plus" />
        </button>
      )}
    </li>
  );
}
