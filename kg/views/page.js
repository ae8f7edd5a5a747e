"use strict";
// The page's behaviour. Texts of articles enter the page as text nodes or on the canvas only, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const PAGE_SIZE = 100;
  const NEGATED = "#a4001d";

  // Rows to objects. Everything refers to everything else by its place in a list, so no name can be a key.
  const facts = data.facts.map(([claim, s, p, o, value, modality, confidence, article, quotes]) => (
    { claim, s, p, o, value, modality, confidence, article, quotes }));
  const entities = data.nodes.map(([type, label, short, aliases, links, x, y], id) => (
    { id, type, label, short, aliases, links, x, y, degree: 0, groups: [] }));
  const edges = data.edges.map(([s, o, p, modality, factIds, bend], id) => ({ id, s, o, p, modality, factIds, bend }));
  for (const edge of edges) {
    const group = { s: edge.s, p: edge.p, o: edge.o, modality: edge.modality, factIds: edge.factIds };
    edge.group = group;
    for (const end of new Set([edge.s, edge.o])) {
      entities[end].groups.push(group);
      entities[end].degree += 1;
    }
  }
  for (const [s, p, value, modality, factIds] of data.literals) {
    entities[s].groups.push({ s, p, o: null, value, modality, factIds });
  }

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  for (const entity of entities) entity.keys = [entity.label, entity.short, ...entity.aliases].map(fold);
  const words = (predicate) => predicate.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
  const says = (p, modality) => {
    const phrase = words(data.predicates[p]);
    return modality === "asserted" ? phrase : `${phrase} (${modality})`;
  };
  // Cut between what people see as characters, so that no emoji or accent is torn.
  const graphemes = (text) => (Intl.Segmenter ? [...new Intl.Segmenter().segment(text)].map((x) => x.segment) : [...text]);
  const wrap = (text, width = 22, most = 3) => {
    const lines = [];
    let line = "";
    for (let word of text.split(/\s+/).filter(Boolean)) {
      const letters = graphemes(word);
      if (letters.length > width) word = letters.slice(0, width - 1).join("") + "…";
      if (line && graphemes(line).length + 1 + graphemes(word).length > width) { lines.push(line); line = word; }
      else line = line ? `${line} ${word}` : word;
    }
    if (line) lines.push(line);
    return lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]} …`].join("\n") : lines.join("\n");
  };

  // Elements -----------------------------------------------------------------------------------------------------
  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    Object.assign(element, properties);
    element.append(...children.filter((child) => child !== null));
    return element;
  };
  const drawing = (className, box, shape, attributes) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", className);
    svg.setAttribute("viewBox", box);
    svg.setAttribute("aria-hidden", "true");
    const element = document.createElementNS("http://www.w3.org/2000/svg", shape);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    svg.append(element);
    return svg;
  };
  const mark = (type) => drawing("mark", "0 0 20 20", "path",
    { d: data.types[type].path, fill: data.types[type].color, stroke: "#1b2430", "stroke-width": 1 });
  const safeLink = (url, text) => {
    if (!/^https?:\/\//i.test(url)) return null;
    return make("a", { href: url, target: "_blank", rel: "noopener noreferrer", dir: "auto", textContent: text });
  };
  const button = (id) => make("button", {
    type: "button", className: "link", dir: "auto", textContent: entities[id].label, onclick: () => select(id, true),
  });

  // Filters ------------------------------------------------------------------------------------------------------
  const hidden = { types: new Set(), modalities: new Set(), predicates: new Set() };
  const shownEntity = (id) => !hidden.types.has(entities[id].type);
  const shownGroup = (group) => !hidden.modalities.has(group.modality) && !hidden.predicates.has(group.p)
    && shownEntity(group.s) && (group.o === null || shownEntity(group.o));
  const tally = (list, key) => list.reduce((sums, item) => sums.set(key(item), (sums.get(key(item)) || 0) + 1), new Map());

  const choice = (fieldset, key, set, sign, text, number) => {
    const box = make("input", { type: "checkbox", checked: true, name: `${fieldset}-${key}` });
    box.addEventListener("change", () => {
      if (box.checked) set.delete(key); else set.add(key);
      refresh();
    });
    byId(fieldset).append(make("label", { className: "choice" }, box, sign, make("span", { textContent: text }),
      make("span", { className: "number", textContent: number })));
  };
  const typeCounts = tally(entities, (entity) => entity.type);
  data.types.forEach((type, index) => {
    if (typeCounts.has(index)) choice("types", index, hidden.types, mark(index), type.name, typeCounts.get(index));
  });
  const dashes = { asserted: "none", planned: "6 4", negated: "1.5 3.5" };
  const modalityCounts = tally(facts, (fact) => fact.modality);
  for (const modality of Object.keys(dashes)) {
    if (!modalityCounts.has(modality)) continue;
    const line = drawing("stroke", "0 0 30 12", "path", {
      d: "M1 6h28", fill: "none", "stroke-width": 2.5, "stroke-dasharray": dashes[modality],
      stroke: modality === "negated" ? NEGATED : "#5a6675",
    });
    choice("modalities", modality, hidden.modalities, line, modality, modalityCounts.get(modality));
  }
  const predicateCounts = tally(facts, (fact) => fact.p);
  data.predicates.forEach((name, index) => {
    if (predicateCounts.has(index)) choice("predicates", index, hidden.predicates, null, words(name), predicateCounts.get(index));
  });

  // The network --------------------------------------------------------------------------------------------------
  const large = !data.physics;
  const some = entities.length > 60;
  const biggest = Math.max(1, ...entities.map((entity) => entity.degree));
  const hubs = entities.filter((entity) => entity.degree > 3).sort((a, b) => b.degree - a.degree).slice(0, 40);
  let named = new Set();  // the hubs whose names are as large as the zoom demands
  let scale = 1;
  let keptNodes = null;
  let chosenNode = null;
  const stateOf = (id) => (keptNodes && !keptNodes.has(id) ? "faded" : id === chosenNode ? "chosen" : "plain");
  const weight = (entity) => Math.sqrt(entity.degree / biggest);
  const nodeLook = (entity, state) => {
    const type = data.types[entity.type];
    const faded = state === "faded";
    const inBox = type.shape === "box";
    const size = 15 + (large ? 40 : some ? 14 : 9) * weight(entity);
    const centre = entity.id === data.centre || state === "chosen";
    const magnified = named.has(entity) && !faded;
    return {
      id: entity.id, label: wrap(entity.label), title: `${entity.label}\n${type.name}`, shape: type.shape, size,
      opacity: faded ? 0.15 : 1,
      color: { background: type.color, border: "#1b2430", highlight: { background: type.color, border: "#1b2430" } },
      borderWidth: centre ? 4 : 1, borderWidthSelected: 4,
      font: {
        size: Math.max(15 + (some ? 9 : 3) * weight(entity), magnified ? 13 / scale : 0), multi: false,
        color: inBox ? (faded ? "#ffffff55" : "#ffffff") : (faded ? "#1b243022" : "#1b2430"),
        strokeWidth: inBox ? 0 : magnified ? Math.max(4, 3 / scale) : 4, strokeColor: faded ? "#ffffff00" : "#ffffff",
      },
    };
  };
  const edgeLook = (edge, state) => {
    const negated = edge.modality === "negated";
    const color = state === "faded" ? "#5a667514" : negated ? (large ? "#a4001d66" : NEGATED) : (large ? "#7c889688" : "#7c8896");
    const symmetric = data.symmetric.includes(data.predicates[edge.p]);
    return {
      id: edge.id, from: edge.s, to: edge.o, label: says(edge.p, edge.modality),
      dashes: negated ? [2, 4] : edge.modality === "planned" ? [9, 6] : false,
      width: Math.min(1.2 + 0.5 * (edge.articles - 1), 4), selectionWidth: 2,
      color: { color, highlight: negated ? NEGATED : "#0057a3", hover: color },
      arrows: symmetric ? "" : { to: { enabled: true, scaleFactor: 0.6 } },
      smooth: edge.bend === 0 ? false
        : { enabled: true, type: edge.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) },
      font: {
        size: 11, strokeWidth: 4, multi: false,
        color: state === "faded" ? "#ffffff00" : negated ? NEGATED : "#46515e",
        strokeColor: state === "faded" ? "#ffffff00" : "#ffffff",
      },
    };
  };
  for (const edge of edges) edge.articles = new Set(edge.factIds.map((id) => facts[id].article)).size;
  const place = (entity) => (entity.x === null ? {} : { x: entity.x, y: entity.y });
  const nodeSet = new vis.DataSet(entities.map((entity) => ({ ...nodeLook(entity), ...place(entity) })));
  const edgeSet = new vis.DataSet(edges.map((edge) => edgeLook(edge)));
  const nodeView = new vis.DataView(nodeSet, { filter: (node) => shownEntity(node.id) });
  const edgeView = new vis.DataView(edgeSet, { filter: (edge) => shownGroup(edges[edge.id].group) });
  const network = new vis.Network(byId("network"), { nodes: nodeView, edges: edgeView }, {
    autoResize: true,
    layout: { randomSeed: 7, improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 250, hideEdgesOnDrag: entities.length > 800, multiselect: false,
      keyboard: { enabled: true, bindToWindow: false } },
    nodes: { scaling: { label: { drawThreshold: 6 } } },
    edges: { scaling: { label: { drawThreshold: some ? 8 : 5 } } },
    physics: !data.physics ? { enabled: false } : {
      solver: "forceAtlas2Based",
      forceAtlas2Based: { gravitationalConstant: -110, springLength: 120, springConstant: 0.05, avoidOverlap: 0.6, centralGravity: 0.01 },
      stabilization: { iterations: 600, fit: true },
      maxVelocity: 60,
    },
  });
  if (data.physics && entities.length) {
    network.once("stabilizationIterationsDone", () => { network.setOptions({ physics: false }); spread(); ready(); });
  } else {
    network.once("afterDrawing", ready);
  }
  function ready() {
    network.fit();
    relabel();
    document.body.dataset.ready = "true";
  }
  // The names of the best connected can be read at any zoom, except where they would hide a better connected one's.
  function relabel() {
    if (!some || scale === network.getScale()) return;
    scale = network.getScale();
    const taken = [];
    const small = 16 * scale < 8;
    named = new Set(!small ? [] : hubs.filter((entity) => {
      const { x, y } = network.getPosition(entity.id);
      const lines = wrap(entity.label).split("\n");
      const across = (Math.max(...lines.map((line) => line.length)) * 7.5) / scale / 2;
      const top = y + nodeLook(entity, "plain").size;
      const box = [x - across, top, x + across, top + (lines.length * 16) / scale];
      const free = taken.every(([left, up, right, down]) => box[0] > right || box[2] < left || box[1] > down || box[3] < up);
      if (free) taken.push(box);
      return free && data.types[entity.type].shape !== "box";
    }));
    nodeSet.update(hubs.map((entity) => nodeLook(entity, stateOf(entity.id))));
  }
  network.on("zoom", relabel);
  network.on("animationFinished", relabel);
  // Springs know circles, not labels: push entities apart until no two drawn boxes overlap.
  function spread() {
    const boxes = entities.map((entity) => {
      const { size, font, label, shape } = nodeLook(entity, "plain");
      const lines = label.split("\n");
      const across = Math.max(size * 2, Math.max(...lines.map((line) => line.length)) * font.size * 0.56) / 2 + 5;
      const down = shape === "box" ? font.size : size + 3;
      return { id: entity.id, ...network.getPosition(entity.id), left: across, right: across, top: down,
        bottom: shape === "box" ? font.size : size + lines.length * font.size * 1.2 + 4 };
    });
    for (let round = 0, moved = true; round < 200 && moved; round++) {
      moved = false;
      boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
        const across = b.x >= a.x ? a.x + a.right - (b.x - b.left) : b.x + b.right - (a.x - a.left);
        const down = b.y >= a.y ? a.y + a.bottom - (b.y - b.top) : b.y + b.bottom - (a.y - a.top);
        if (across <= 0 || down <= 0) return;
        moved = true;
        const [axis, far] = across < down ? ["x", across] : ["y", down];
        const step = (far / 2 + 0.5) * (b[axis] >= a[axis] ? 1 : -1);
        a[axis] -= step;
        b[axis] += step;
      }));
    }
    for (const { id, x, y } of boxes) network.moveNode(id, x, y);
  }

  // What is chosen -----------------------------------------------------------------------------------------------
  const panel = byId("facts");
  const calm = entities.length > 800 || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let chosen = null;

  const highlight = (nodes, keptEdges, node = null) => {
    keptNodes = nodes;
    chosenNode = node;
    nodeSet.update(entities.map((entity) => nodeLook(entity, stateOf(entity.id))));
    edgeSet.update(edges.map((edge) => edgeLook(edge, keptEdges && !keptEdges.has(edge.id) ? "faded" : "plain")));
    byId("clear").hidden = !keptNodes;
  };

  function select(id, move) {
    if (!shownEntity(id)) {
      hidden.types.delete(entities[id].type);
      document.querySelector(`input[name="types-${entities[id].type}"]`).checked = true;
      refresh();
    }
    chosen = { node: id };
    const own = edges.filter((edge) => (edge.s === id || edge.o === id) && shownGroup(edge.group));
    highlight(new Set([id, ...own.flatMap((edge) => [edge.s, edge.o])]), new Set(own.map((edge) => edge.id)), id);
    network.selectNodes([id], false);
    if (move) {
      network.focus(id, { scale: Math.max(network.getScale(), 0.75), animation: calm ? false : { duration: 300 } });
      relabel();
    }
    showEntity(entities[id]);
    list();
  }

  function selectEdge(id) {
    chosen = { edge: id };
    highlight(new Set([edges[id].s, edges[id].o]), new Set([id]));
    showEdge(edges[id]);
    list();
  }

  function clear() {
    chosen = null;
    network.unselectAll();
    highlight(null, null);
    intro();
    list();
  }

  const heading = (group, about) => {
    const name = (id) => (id === about ? make("b", { dir: "auto", textContent: entities[id].label }) : button(id));
    const object = group.o === null ? make("span", { className: "value", dir: "auto", textContent: group.value }) : name(group.o);
    const badge = group.modality === "asserted" ? null
      : make("span", { className: `badge ${group.modality}`, textContent: group.modality });
    return make("h3", {}, name(group.s), make("span", { className: "said", textContent: ` ${words(data.predicates[group.p])} ` }), object, badge);
  };
  const cite = (fact) => {
    const [title, date, publisher, url] = data.articles[fact.article];
    const name = title || url || "untitled article";
    const parts = [safeLink(url, name) || make("span", { dir: "auto", textContent: name })];
    for (const text of [publisher, date, `confidence ${Math.round(fact.confidence * 100)} %`]) {
      if (text) parts.push(" · ", make("span", { className: text === publisher ? "" : "whole", dir: "auto", textContent: text }));
    }
    return make("p", { className: "cite" }, ...parts);
  };
  const factBlock = (group, about) => make("div", { className: "fact" }, heading(group, about),
    ...group.factIds.flatMap((id) => [
      ...facts[id].quotes.map((quote) => make("blockquote", { dir: "auto", textContent: data.quotes[quote] })), cite(facts[id])]));
  const blocks = (groups, about) => {
    const box = make("div");
    let told = 0;
    const more = make("button", { type: "button", className: "more" });
    const next = () => {
      more.before(...groups.slice(told, told + PAGE_SIZE).map((group) => factBlock(group, about)));
      told += PAGE_SIZE;
      more.hidden = told >= groups.length;
      more.textContent = `Show more (${groups.length - told} left)`;
    };
    more.onclick = next;
    box.append(more);
    next();
    return box;
  };
  const rank = { asserted: 0, planned: 1, negated: 2 };
  const order = (a, b) => (b.o === null) - (a.o === null) || rank[a.modality] - rank[b.modality] || a.p - b.p;

  function showEntity(entity) {
    const groups = entity.groups.filter(shownGroup).sort(order);
    const links = entity.links.map((url) => safeLink(url, url.replace(/^.*\//, ""))).filter(Boolean);
    panel.replaceChildren(
      make("h2", { dir: "auto", textContent: entity.label }),
      make("p", { className: "kind" }, mark(entity.type), make("span", { textContent: data.types[entity.type].name }),
        make("code", { textContent: entity.short }), ...links),
      entity.aliases.length ? make("p", { className: "also", dir: "auto", textContent: `Also: ${entity.aliases.join(" · ")}` }) : "",
      data.measures[entity.id] ? make("p", { className: "also", textContent: data.measures[entity.id] }) : "",
      make("p", { className: "also", textContent: `${groups.length} ${groups.length === 1 ? "fact" : "facts"}` }),
      blocks(groups, entity.id));
    panel.scrollTop = 0;
  }

  function showEdge(edge) {
    const pair = new Set([edge.s, edge.o]);
    const others = entities[edge.s].groups.filter((group) => group !== edge.group && group.o !== null
      && pair.has(group.s) && pair.has(group.o) && shownGroup(group));
    panel.replaceChildren(blocks([edge.group], null),
      ...(others.length ? [make("h2", { textContent: "Also between the two" }), blocks(others, null)] : []));
    panel.scrollTop = 0;
  }

  function intro() {
    panel.replaceChildren(make("h2", { textContent: "Facts and their evidence" }),
      make("p", { className: "also", textContent: "Click an entity or an edge, or choose an entity in the list, to read its facts, "
        + "the sentences that state them and the articles they are from." }),
      make("p", { className: "also", textContent: "Drag to move, scroll to zoom; edge labels appear when there is room. Esc shows all again." }));
    if (data.centre !== null) showEntity(entities[data.centre]);
  }

  // Search -------------------------------------------------------------------------------------------------------
  const ranked = [...entities].sort((a, b) => b.degree - a.degree || a.label.localeCompare(b.label));
  function list() {
    const wanted = fold(byId("search").value.trim());
    const fit = (entity) => (entity.keys.some((key) => key === wanted) ? 0 : entity.keys.some((key) => key.startsWith(wanted)) ? 1 : 2);
    let found = ranked.filter((entity) => shownEntity(entity.id) && entity.keys.some((key) => key.includes(wanted)));
    if (wanted) found = found.map((entity) => [fit(entity), entity]).sort((a, b) => a[0] - b[0]).map(([, entity]) => entity);
    const shown = found.slice(0, PAGE_SIZE);
    byId("results").replaceChildren(...shown.map((entity) => {
      const item = make("button", { type: "button", onclick: () => select(entity.id, true) }, mark(entity.type),
        make("span", { dir: "auto", textContent: entity.label }));
      if (chosen && chosen.node === entity.id) item.setAttribute("aria-current", "true");
      return make("li", {}, item);
    }));
    const some = found.length > shown.length ? `first ${shown.length} of ${found.length}` : `${found.length}`;
    byId("count").textContent = `${some} ${found.length === 1 ? "entity" : "entities"}${wanted ? " found" : ""}`;
    return found;
  }
  byId("search").addEventListener("input", list);
  byId("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      const [first] = list();
      if (first) select(first.id, true);
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      byId("results").querySelector("button")?.focus();
    }
  });
  byId("results").addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!step) return;
    event.preventDefault();
    const item = document.activeElement.closest("li")?.[step];
    (item ? item.querySelector("button") : event.key === "ArrowUp" ? byId("search") : document.activeElement).focus();
  });

  function refresh() {
    nodeView.refresh();
    edgeView.refresh();
    const kept = chosen && (chosen.node !== undefined ? shownEntity(chosen.node) : shownGroup(edges[chosen.edge].group));
    if (!kept) clear();
    else if (chosen.node !== undefined) select(chosen.node, false);
    else selectEdge(chosen.edge);
  }

  network.on("click", ({ nodes, edges: hit }) => {
    if (nodes.length) select(nodes[0], false);
    else if (hit.length) selectEdge(hit[0]);
    else if (chosen) clear();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && chosen) clear(); });
  byId("fit").onclick = () => { network.fit({ animation: !calm }); relabel(); };
  byId("clear").onclick = clear;
  const zoom = (factor) => { network.moveTo({ scale: network.getScale() * factor, animation: false }); relabel(); };
  byId("zoom-in").onclick = () => zoom(1.3);
  byId("zoom-out").onclick = () => zoom(1 / 1.3);

  if (!entities.length) {
    byId("empty").hidden = false;
    byId("empty").append(make("p", {}, make("strong", { textContent: "There is nothing to show" })),
      ...data.empty.map((text) => make("p", { textContent: text })));
    document.body.className = "bare";
  }
  intro();
  list();
  window.kgView = { network, entities, edges };  // for tests and for the curious
})();
