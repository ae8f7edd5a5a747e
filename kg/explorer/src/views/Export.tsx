/** Export: the picture as an image, the graph as a file for other tools, and the query that gives the same. */

import { useSignal } from "@preact/signals";
import * as addresses from "../api/addresses";
import { get, Refusal, ROOT } from "../api/client";
import { radiiOf } from "../graph/looks";
import { svgOf } from "../graph/svg";
import { announcement, dark } from "../state/settings";
import { state } from "../state/store";
import { Copy } from "./Facts";
import { Menu } from "./Menu";
import { canvas } from "./onscreen";
import { colours, shown } from "./shown";

const FILES = [
  ["gexf", "GEXF", "Gephi"],
  ["graphml", "GraphML", "yEd, Cytoscape, igraph"],
  ["csv", "CSV", "a spreadsheet, R, pandas"],
  ["json", "JSON", "a program"],
] as const;

export function Export() {
  const query = useSignal("");
  const trouble = useSignal("");
  const attempt = async (work: () => Promise<void>) => {
    trouble.value = "";
    try {
      await work();
    } catch (error) {
      trouble.value = error instanceof Refusal || error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <Menu id="export" icon="share" name="Share and export">
      <h2>Share</h2>
      <p>The address holds the whole picture: filters, time, selection, what is expanded.</p>
      <p>
        <Copy text={window.location.href} name="Copy the address" key={state.value && window.location.href} />
      </p>
      <h2>Picture</h2>
      <div class="row">
        <button type="button" disabled={!canvas.value} onClick={() => void attempt(png)}>
          PNG
        </button>
        <button type="button" onClick={() => void attempt(svg)}>
          SVG
        </button>
      </div>
      {!canvas.value && <p class="quietly">PNG is what the network shows: open it first.</p>}
      <h2>Graph</h2>
      <ul class="plain">
        {FILES.map(([format, name, use]) => (
          <li key={format}>
            <a href={ROOT + addresses.download(state.value, format)} download={`cooperation.${format === "csv" ? "csv" : format}`}>
              {name}
            </a>{" "}
            <span class="quietly">for {use}</span>
          </li>
        ))}
      </ul>
      <h2>Query</h2>
      <button
        type="button"
        onClick={() =>
          void attempt(async () => {
            query.value = (await get<{ sparql: string }>(addresses.sparql(state.peek()))).sparql;
          })
        }
      >
        SPARQL of this view
      </button>
      {query.value && (
        <>
          <textarea readOnly rows={8} aria-label="SPARQL" value={query.value} spellcheck={false} />
          <div class="row">
            <Copy text={query.value} name="Copy" />
            <a href={`${ROOT}/query#query=${encodeURIComponent(query.value)}`} target="_blank" rel="noopener">
              Open in the query editor
            </a>
          </div>
        </>
      )}
      {trouble.value && <p role="alert" class="trouble">{trouble.value}</p>}
    </Menu>
  );
}

async function png(): Promise<void> {
  const drawn = canvas.peek();
  if (!drawn) return;
  save(await drawn.png(getComputedStyle(document.body).backgroundColor), "cooperation.png");
}

async function svg(): Promise<void> {
  const picture = shown.peek();
  const radii = radiiOf([...picture.nodes.values()], state.peek().size);
  const text = svgOf(picture, { dark: dark.peek(), colours: colours.peek(), radii });
  save(new Blob([text], { type: "image/svg+xml" }), "cooperation.svg");
}

function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  announcement.value = `${name} saved`;
}
