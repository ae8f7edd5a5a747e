/** The keys, and where the rest of the service is. */

import { ROOT } from "../api/client";
import { Menu } from "./Menu";

const KEYS = [
  ["/", "find"],
  ["Enter, Shift+Enter", "select what was found, or add it"],
  ["1 to 5", "network, matrix, timeline, map, list"],
  ["arrows", "from node to node, or over the matrix"],
  ["E", "expand the node by its partners"],
  ["+, -, 0", "nearer, farther, all"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
  ["Esc", "select nothing"],
] as const;

export function Help() {
  return (
    <Menu id="help" icon="help" name="Help">
      <h2>Keys</h2>
      <dl class="keys">
        {KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>
        With the mouse: click selects, Shift and click adds, double click expands. Lines can be chosen too. On the network every
        line is as thick as what joins its ends: common agreements, joint projects, said cooperation.
      </p>
      <h2>More</h2>
      <ul class="plain">
        <li>
          <a href={`${ROOT}/about`}>About this graph</a>
        </li>
        <li>
          <a href={`${ROOT}/questions`}>Questions</a>
        </li>
        <li>
          <a href={`${ROOT}/query`}>SPARQL query editor</a>
        </li>
        <li>
          <a href={`${ROOT}/api`}>Web API</a>
        </li>
      </ul>
    </Menu>
  );
}
