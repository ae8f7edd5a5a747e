/** The network: the canvas, its legend, its buttons, and the same by keyboard and for screen readers. */

import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Canvas } from "../graph/canvas";
import { radiiOf, typeName } from "../graph/looks";
import { neighboursOf, towards } from "../graph/picture";
import { expand, look, select, show } from "../state/actions";
import { announcement, dark, still } from "../state/settings";
import { act, state } from "../state/store";
import { Awaiting, Icon, pick, plural } from "./bits";
import { Legend } from "./Legend";
import { canvas } from "./onscreen";
import { colours, shown } from "./shown";
import type { Picturing } from "./picturing";

export function Network({ of }: { of: Picturing }) {
  const place = useRef<HTMLDivElement>(null);
  const cursor = useSignal<string | null>(null);
  const failed = useSignal(false);
  const { selection, pinned, level, focus, size } = state.value;
  const picture = shown.value;
  const radii = useMemo(() => radiiOf([...picture.nodes.values()], size), [picture, size]);

  useEffect(() => {
    const container = place.current;
    if (!container) return;
    try {
      canvas.value = new Canvas(container, HANDLERS, dark.value);
    } catch {
      failed.value = true;
      return;
    }
    const watch = new ResizeObserver(() => canvas.peek()?.resize());
    watch.observe(container);
    return () => {
      watch.disconnect();
      canvas.peek()?.kill();
      canvas.value = undefined;
    };
  }, [dark.value]);

  const drawn = canvas.value;
  useEffect(() => {
    drawn?.draw(picture, { dark: dark.value, still: still.value, colours: colours.value, radii }, `${level} ${focus.join()}`);
    drawn?.mark(selection, pinned);
  }, [drawn, picture, colours.value, radii]);
  useEffect(() => {
    drawn?.mark(selection, pinned);
    const last = selection.at(-1);
    if (last) drawn?.show(last, still.peek());
  }, [drawn, selection.join("\n"), pinned.join("\n")]);

  const tell = (id: string) => {
    const node = picture.nodes.get(id);
    cursor.value = id;
    if (node) announcement.value = `${node.label}, ${typeName(node.type)}, ${plural(neighboursOf(picture, id).length, "neighbour")}`;
  };
  const key = (event: KeyboardEvent) => {
    const way = ARROWS[event.key];
    if (way && drawn) {
      event.preventDefault();
      const places = drawn.places();
      const next = towards(places, cursor.value ?? selection.at(-1) ?? "", ...way);
      if (next) {
        tell(next);
        drawn.show(next, still.value);
        drawn.point(next);
      }
    } else if (event.key === "Enter" && cursor.value) {
      event.preventDefault();
      pick(cursor.value, event.shiftKey);
    } else if (event.key === "e" && (cursor.value ?? selection[0])) {
      HANDLERS.open(cursor.value ?? selection[0] ?? "");
    } else if (event.key === "+" || event.key === "=") drawn?.zoom(1.5, still.value);
    else if (event.key === "-") drawn?.zoom(1 / 1.5, still.value);
    else if (event.key === "0") drawn?.fit(still.value);
  };

  if (failed.value) {
    return (
      <div class="empty large" role="alert">
        <h2>This browser cannot draw the network</h2>
        <p>It needs WebGL 2, which is switched off or missing here. The other views show the same selection without it.</p>
        <button type="button" onClick={() => act(look("list"))}>
          Show it as a list
        </button>
      </div>
    );
  }
  return (
    <section class="network" aria-label="Network">
      <div
        ref={place}
        class="canvas"
        tabIndex={0}
        role="application"
        aria-label={`Network of ${plural(picture.nodes.size, "node")}. Arrow keys go from node to node, Enter selects, E expands, plus and minus zoom, 0 shows all. The list view says the same in words.`}
        onKeyDown={key}
        onBlur={() => drawn?.point(null)}
      />
      <div class="over">
        <Awaiting of={of} empty={picture.nodes.size === 0} />
      </div>
      <Legend />
      <div class="zooms" role="group" aria-label="Zoom">
        <button type="button" aria-label="Nearer" title="Nearer (+)" onClick={() => drawn?.zoom(1.5, still.value)}>
          <Icon name="plus" />
        </button>
        <button type="button" aria-label="Farther" title="Farther (-)" onClick={() => drawn?.zoom(1 / 1.5, still.value)}>
          <Icon name="minus" />
        </button>
        <button type="button" aria-label="Show all" title="Show all (0)" onClick={() => drawn?.fit(still.value)}>
          <Icon name="fit" />
        </button>
      </div>
    </section>
  );
}

const HANDLERS = {
  node: pick,
  open: (id: string) => act((now) => show("neighbours")(select(id)(expand(id, "partner", "both")(now)))),
  line: (source: string, target: string) => act(select(source, target)),
  nothing: () => act(select()),
};

const ARROWS: Record<string, [number, number] | undefined> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};
