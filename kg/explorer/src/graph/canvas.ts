/** The network on a WebGL canvas: what is drawn, what stands out, and what a pointer does. */

import { MultiGraph } from "graphology";
import Sigma from "sigma";
import { layerFill, layerPlain, pathCurved, pathLine } from "sigma/rendering";
import type { Picture } from "./picture";
import { lookOf } from "./looks";
import { lay, type Place, type Side } from "./naming";
import { rim, SHAPES } from "./shapes";

export interface Handlers {
  node: (id: string, also: boolean) => void;
  open: (id: string) => void;
  line: (source: string, target: string) => void;
  nothing: () => void;
}

export interface Appearance {
  dark: boolean;
  still: boolean;
  colours: ReadonlyMap<string, string>;
  radii: ReadonlyMap<string, number>;
}

/** From so many lines on, they cannot be pointed at, and are not drawn while the picture moves. */
const MANY_LINES = 8000;

const THEMES = {
  light: { ink: "#1c2733", paper: "#ffffff", line: "#8296ab", denied: "#c4400a", chosen: "#111111", halo: "#ffffff" },
  dark: { ink: "#e8eef5", paper: "#12181f", line: "#6f859c", denied: "#ff8a5c", chosen: "#ffffff", halo: "#12181f" },
};

const NODE_STATE = { near: false, chosen: false, pinned: false, pointed: false, side: "" as "" | Side };
const LINE_STATE = { near: false };
const STAGE_STATE = { dim: false };

/** Needs WebGL 2: the constructor throws without. */
export class Canvas {
  private readonly sigma: ReturnType<typeof open>;
  private picture: Picture | undefined;
  private marked: { nodes: string[]; lines: string[] } = { nodes: [], lines: [] };
  private extent: { x: [number, number]; y: [number, number] } | undefined;

  constructor(
    private readonly container: HTMLElement,
    handlers: Handlers,
    dark: boolean,
  ) {
    this.sigma = open(container, dark);
    this.sigma.on("clickNode", ({ node, event }) => handlers.node(node, event.original.shiftKey || ctrl(event.original)));
    this.sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      handlers.open(node);
    });
    this.sigma.on("clickEdge", ({ edge }) => {
      const graph = this.sigma.getGraph();
      handlers.line(graph.source(edge), graph.target(edge));
    });
    this.sigma.on("clickStage", () => handlers.nothing());
    this.sigma.on("afterRender", () => {
      if (this.undrawn) performance.mark("drawn"); // for tests/benchmarks/bench_explorer.py
      this.undrawn = false;
      this.nameLater();
    });
  }

  /** Draw a picture. Places stay where they are as long as `key` is the same, whatever is filtered. */
  draw(picture: Picture, look: Appearance, key: string): void {
    const graph = new MultiGraph({ multi: true });
    for (const node of picture.nodes.values()) {
      graph.addNode(node.id, {
        x: node.x,
        y: -node.y,
        label: node.label,
        size: look.radii.get(node.id) ?? 5,
        color: look.colours.get(node.id) ?? "#888888",
        shape: lookOf(node.type).shape,
      });
    }
    const many = picture.lines.length > MANY_LINES;
    const heaviest = picture.lines.reduce((most, line) => Math.max(most, line.weight), 1);
    for (const line of picture.lines) {
      const share = Math.log1p(line.weight) / Math.log1p(heaviest);
      graph.addEdgeWithKey(line.key, line.source, line.target, {
        size: many ? 0.5 + share : line.directed ? 1.4 : 0.8 + 4.2 * share,
        strength: many ? 0.12 + 0.3 * share : line.directed ? 0.7 : 0.25 + 0.45 * share,
        directed: line.directed,
        modality: line.modality,
      });
    }
    this.sigma.setSettings({ enableEdgeEvents: !many, hideEdgesOnMove: many, hideLabelsOnMove: many });
    this.frame(picture, key);
    this.marked = { nodes: [], lines: [] };
    this.sigma.setGraph(graph);
    this.undrawn = true;
    this.picture = picture;
    this.namedNodes = [];
    this.named = "";
  }

  /** Let the selected and what is joined to them stand out; with nothing selected, all are as usual. */
  mark(selection: readonly string[], pinned: readonly string[]): void {
    const picture = this.picture;
    if (!picture) return;
    const graph = this.sigma.getGraph();
    const known = (id: string) => graph.hasNode(id);
    this.sigma.setNodesState(this.marked.nodes.filter(known), { near: false, chosen: false, pinned: false });
    this.sigma.setEdgesState(
      this.marked.lines.filter((key) => graph.hasEdge(key)),
      LINE_STATE,
    );
    const chosen = selection.filter(known);
    const lines = chosen.flatMap((id) => picture.at.get(id) ?? []).filter(
      (line) => chosen.length === 1 || (chosen.includes(line.source) && chosen.includes(line.target)),
    );
    const near = chosen.length === 1 ? lines.flatMap((line) => [line.source, line.target]) : [];
    const pins = pinned.filter(known);
    this.sigma.setNodesState(near, { near: true });
    this.sigma.setNodesState(chosen, { near: true, chosen: true });
    this.sigma.setNodesState(pins, { pinned: true, near: true });
    this.sigma.setEdgesState(
      lines.map((line) => line.key),
      { near: true },
    );
    this.sigma.setGraphState({ dim: chosen.length > 0 });
    this.marked = { nodes: [...near, ...chosen, ...pins], lines: lines.map((line) => line.key) };
    this.named = "";
  }

  /** Names are laid anew once the picture rests, and only where the camera or the picture is another one. */
  private nameLater(): void {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    const now = `${x} ${y} ${ratio} ${this.sigma.getDimensions().width}`;
    if (now === this.named) return;
    this.named = now;
    clearTimeout(this.naming);
    this.naming = window.setTimeout(() => this.name(), 120);
  }

  /** Show the names that have room: those of the chosen first, then the larger nodes'. */
  private name(): void {
    const graph = this.sigma.getGraph();
    const { width, height } = this.sigma.getDimensions();
    const seen: Place[] = [];
    for (const id of graph.nodes()) {
      const data = this.sigma.getNodeDisplayData(id);
      if (!data) continue;
      const { x, y } = this.sigma.framedGraphToViewport(data);
      if (x < -50 || y < -20 || x > width + 50 || y > height + 20) continue;
      const first = this.marked.nodes.includes(id) ? 1000 : 0;
      seen.push({ id, x, y, radius: this.sigma.scaleSize(data.size), label: String(graph.getNodeAttribute(id, "label")), worth: first + data.size });
    }
    const sides = lay(seen, width, height);
    for (const id of this.namedNodes) if (!sides.has(id) && graph.hasNode(id)) this.sigma.setNodeState(id, { side: "" });
    for (const [id, side] of sides) this.sigma.setNodeState(id, { side });
    this.namedNodes = [...sides.keys()];
  }

  /** Bring a node into the middle if it is out of sight; at once where motion is not wanted. */
  show(id: string, still: boolean): void {
    const data = this.sigma.getNodeDisplayData(id);
    if (!data) return;
    const { x, y } = this.sigma.framedGraphToViewport(data);
    const { width, height } = this.sigma.getDimensions();
    const margin = 60;
    if (x > margin && y > margin && x < width - margin && y < height - margin) return;
    void this.sigma.getCamera().animate({ x: data.x, y: data.y }, { duration: still ? 0 : 400 });
  }

  /** Show where the keyboard's cursor is. */
  point(id: string | null): void {
    const graph = this.sigma.getGraph();
    if (this.pointed && graph.hasNode(this.pointed)) this.sigma.setNodeState(this.pointed, { pointed: false });
    this.pointed = id;
    if (id && graph.hasNode(id)) this.sigma.setNodeState(id, { pointed: true });
  }

  fit(still: boolean): void {
    void this.sigma.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, { duration: still ? 0 : 300 });
  }

  zoom(factor: number, still: boolean): void {
    const camera = this.sigma.getCamera();
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio / factor) }, { duration: still ? 0 : 200 });
  }

  /** Where nodes are on the screen, in pixels of the canvas. */
  places(): Map<string, { x: number; y: number }> {
    const found = new Map<string, { x: number; y: number }>();
    for (const id of this.sigma.getGraph().nodes()) {
      const data = this.sigma.getNodeDisplayData(id);
      if (data) found.set(id, this.sigma.framedGraphToViewport(data));
    }
    return found;
  }

  /** What is on the canvas now, as a PNG on the page's colour. */
  async png(background: string): Promise<Blob> {
    this.sigma.refresh();
    const { width, height } = this.sigma.getDimensions();
    const ratio = window.devicePixelRatio || 1;
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [width * ratio, height * ratio];
    const context = copy.getContext("2d");
    if (!context) throw new Error("no 2D canvas");
    context.fillStyle = background;
    context.fillRect(0, 0, copy.width, copy.height);
    for (const layer of this.container.querySelectorAll("canvas")) context.drawImage(layer, 0, 0, copy.width, copy.height);
    return new Promise((done, fail) =>
      copy.toBlob((blob) => (blob ? done(blob) : fail(new Error("the picture cannot be made"))), "image/png"),
    );
  }

  resize(): void {
    this.sigma.resize();
    this.sigma.scheduleRender();
  }

  kill(): void {
    clearTimeout(this.naming);
    this.sigma.kill();
  }

  private lastKey = "";
  private named = "";
  private undrawn = false;
  private naming = 0;
  private namedNodes: string[] = [];
  private pointed: string | null = null;

  private frame(picture: Picture, key: string): void {
    if (key !== this.lastKey) this.extent = undefined;
    this.lastKey = key;
    for (const { x, y } of picture.nodes.values()) {
      this.extent = this.extent ?? { x: [x, x], y: [-y, -y] };
      const { x: xs, y: ys } = this.extent;
      this.extent = { x: [Math.min(xs[0], x), Math.max(xs[1], x)], y: [Math.min(ys[0], -y), Math.max(ys[1], -y)] };
    }
    this.sigma.setCustomBBox(this.extent ?? null);
  }
}

function open(container: HTMLElement, dark: boolean) {
  const theme = dark ? THEMES.dark : THEMES.light;
  return new Sigma(new MultiGraph(), container, {
    settings: {
      itemSizesReference: "screen",
      zoomToSizeRatioFunction: (ratio: number) => Math.pow(ratio, 0.35),
      stagePadding: 50,
      labelRenderedSizeThreshold: 4,
      labelDensity: 1.2,
      labelGridCellSize: 90,
      enableCameraRotation: false,
      minCameraRatio: 0.02,
      maxCameraRatio: 4,
      minEdgeThickness: 0.6,
      nodePickingPadding: 3,
      doubleClickZoomingRatio: 1.6,
      allowInvalidContainer: true,
    },
    customNodeState: NODE_STATE,
    customEdgeState: LINE_STATE,
    customGraphState: STAGE_STATE,
    primitives: {
      depthLayers: ["edges", "topEdges", "nodes", "topNodes"],
      nodes: {
        shapes: SHAPES,
        variables: { rim: { type: "color", default: theme.halo } },
        layers: [layerFill(), rim()],
        label: { font: { family: "system-ui, sans-serif", size: 13, weight: "500" }, color: theme.ink, margin: 5 },
      },
      edges: { paths: [pathLine(), pathCurved()], layers: [layerPlain()] },
    },
    styles: {
      nodes: [
        {
          x: { attribute: "x" },
          y: { attribute: "y" },
          size: { attribute: "size" },
          color: { attribute: "color" },
          shape: { attribute: "shape" },
          label: { attribute: "label" },
          labelColor: theme.ink,
          labelVisibility: (_node, state) => (state.side === "" ? "hidden" : "visible"),
          labelPosition: (_node, state) => state.side || "right",
          rim: theme.halo,
        },
        {
          when: (_node, state, stage) => stage.dim && !state.near,
          then: { opacity: 0.18, labelVisibility: "hidden" },
        },
        { whenState: "near", then: { depth: "topNodes" } },
        { whenState: "pinned", then: { labelVisibility: "visible", rim: theme.chosen } },
        { whenState: "chosen", then: { labelVisibility: "visible", rim: theme.chosen, depth: "topNodes" } },
        { whenState: "isHovered", then: { labelVisibility: "visible", depth: "topNodes", rim: theme.chosen } },
        {
          whenState: "pointed",
          then: { opacity: 1, labelVisibility: "visible", depth: "topNodes", rim: theme.chosen, labelColor: theme.paper, labelBackgroundColor: theme.ink },
        },
      ],
      edges: [
        {
          size: { attribute: "size" },
          color: (line) => (line["modality"] === "negated" ? theme.denied : theme.line),
          opacity: { attribute: "strength" },
          path: "straight",
          parallelPath: "curved",
        },
        { when: (_line, state, stage) => stage.dim && !state.near, then: { opacity: 0.06 } },
        { whenState: "near", then: { opacity: 0.95, depth: "topEdges" } },
        { whenState: "isHovered", then: { opacity: 1, depth: "topEdges", color: theme.ink } },
      ],
    },
  });
}

function ctrl(event: MouseEvent | TouchEvent): boolean {
  return event.ctrlKey || event.metaKey;
}
