/** From the state to the picture: the graph, what was expanded, and the paths that are looked at. */

import { useEffect, useMemo } from "preact/hooks";
import * as addresses from "../api/addresses";
import { useAnswer, useAnswers, type Awaited } from "../api/answers";
import type { GraphAnswer, Neighbours, Paths } from "../api/types";
import { combine } from "../graph/picture";
import { state } from "../state/store";
import { answer, learn, shown } from "./shown";

export type Picturing = Omit<Awaited<GraphAnswer>, "data">;

/** Keeps `shown` as the state says, whichever view is open. */
export function usePicture(): Picturing {
  const now = state.value;
  const base = useAnswer<GraphAnswer>(addresses.picture(now));
  const grown = useAnswers<Neighbours>(now.expansions.map((expansion) => addresses.neighbours(now, expansion)));
  const [from, to] = now.selection;
  const between = useAnswer<Paths>(now.panel === "paths" && from && to ? addresses.paths(now, from, to) : null);
  const picture = useMemo(
    () => (base.data ? combine(base.data, ...(grown.data ?? []), ...(between.data ? [between.data] : [])) : undefined),
    [base.data, grown.data?.map((part) => `${part.id} ${part.total} ${part.nodes.length}`).join(), between.data],
  );
  useEffect(() => {
    if (!picture || !base.data) return;
    answer.value = base.data;
    shown.value = picture;
    for (const id of now.selection) {
      const node = picture.nodes.get(id);
      if (node) learn(id, node.label);
    }
  }, [picture]);
  const error = base.error ?? grown.error;
  return {
    loading: base.loading || grown.loading,
    error,
    again: () => {
      base.again();
      grown.again();
    },
  };
}
