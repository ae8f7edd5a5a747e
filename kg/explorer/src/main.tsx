/** The page: the vocabulary is asked for once, then the state says everything. */

import { render } from "preact";
import "./style.css";
import { listen } from "./state/store";
import { App } from "./views/App";

listen();
const place = document.getElementById("app");
if (place) {
  place.replaceChildren();
  render(<App />, place);
}
