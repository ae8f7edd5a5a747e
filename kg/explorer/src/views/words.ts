/** Lines and moments in words, for titles and for those who do not see the picture. */

import { isFactEdge, type ActorEdge } from "../api/types";
import type { Line } from "../graph/picture";
import { plural, span } from "./bits";
import { vocabulary } from "./shown";

export function actorEdge(edge: ActorEdge): string {
  const parts = [
    edge.agreements ? plural(edge.agreements, "agreement") : "",
    edge.projects ? plural(edge.projects, "joint project") : "",
    edge.cooperations ? "said to cooperate" : "",
  ].filter(Boolean);
  return `${parts.join(", ")}; ${span(edge.first, edge.last)}`;
}

export function lineWeight(line: Line): string {
  if (!isFactEdge(line.edge)) return actorEdge(line.edge);
  return `${phraseOf(line.edge.relation)}${line.modality === "asserted" ? "" : ` (${line.modality})`}; ${span(line.edge.first, line.edge.last)}`;
}

export function phraseOf(relation: string): string {
  if (relation === "partner") return "works with";
  return vocabulary.value?.relations.find((known) => known.id === relation)?.phrase ?? relation;
}
