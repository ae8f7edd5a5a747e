/** The shortest ways from one to the other, each step with what it is. */

import * as addresses from "../api/addresses";
import { useAnswer } from "../api/answers";
import { isFactEdge, type Edge, type Paths } from "../api/types";
import { ask } from "../state/actions";
import { act, state } from "../state/store";
import { Await, EntityLink } from "./bits";
import { actorEdge, phraseOf } from "./words";

export function PathsPanel({ from, to }: { from: string; to: string }) {
  const found = useAnswer<Paths>(addresses.paths(state.value, from, to));
  return (
    <Await
      of={found}
      isEmpty={(data) => data.paths.length === 0}
      empty={<p>No path of at most four steps that passes the filters. Take a filter away, or look at Everything.</p>}
    >
      {(data) => <Ways of={data} />}
    </Await>
  );
}

function Ways({ of }: { of: Paths }) {
  const nodes = new Map(of.nodes.map((node) => [node.id, node]));
  const edges = new Map<string, Edge>(of.edges.map((edge) => [isFactEdge(edge) ? edge.id : `${edge.a}|${edge.b}`, edge]));
  return (
    <ol class="paths">
      {of.paths.map((path) => (
        <li key={path.edges.join()}>
          <ol class="steps">
            {path.nodes.map((id, index) => {
              const edge = edges.get(path.edges[index - 1] ?? "");
              const before = path.nodes[index - 1];
              return (
                <li key={id}>
                  {edge && before && (
                    <button
                      type="button"
                      class="link"
                      title="What says so"
                      onClick={() => act(ask(id, before))}
                    >
                      {stepOf(edge, before)}
                    </button>
                  )}
                  <EntityLink entity={nodes.get(id) ?? { id, label: id, type: "" }} />
                </li>
              );
            })}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function stepOf(edge: Edge, from: string): string {
  if (!isFactEdge(edge)) return actorEdge(edge);
  const phrase = phraseOf(edge.relation);
  return edge.source === from ? phrase : `(${phrase}) ←`;
}
