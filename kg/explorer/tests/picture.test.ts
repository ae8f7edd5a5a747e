import { describe, expect, it } from "vitest";
import type { ActorEdge, FactEdge, Node } from "../src/api/types";
import { axisOf, extentOf } from "../src/graph/axis";
import { groupsOf, radiiOf } from "../src/graph/looks";
import { cellsOf, orderOf } from "../src/graph/matrix";
import { boxOf, lay, type Place } from "../src/graph/naming";
import { combine, neighboursOf, towards } from "../src/graph/picture";
import { escaped, svgOf } from "../src/graph/svg";
import { understood } from "../src/state/saved";
import { advanced, after, covered, date, filled } from "../src/state/time";

const node = (id: string, more: Partial<Node> = {}): Node => ({ id, label: id, type: "Agency", degree: 1, facts: 1, articles: 1, ...more });
const link = (a: string, b: string, weight = 1): ActorEdge => ({
  a, b, weight, agreements: weight, projects: 0, cooperations: 0, facts: 1, sources: 1, first: null, last: null,
});
const fact = (id: string, source: string, target: string): FactEdge => ({
  id, source, target, relation: "partyTo", modality: "asserted", confidence: 0.9, sources: 1, articles: 1, first: null, last: null, review: null,
});
const bin = (start: string, signings = 1) => ({
  start, signings, events: 0, launches: 0, articles: 1, uncertain: { signings: 0, events: 0, launches: 0 },
});

describe("the picture", () => {
  const base = { nodes: [node("a", { x: 0, y: 0 }), node("b", { x: 100, y: 0 })], edges: [link("a", "b", 3)] };

  it("takes in what was expanded, each node and line once", () => {
    const more = { nodes: [node("a", { degree: 99 }), node("m")], edges: [fact("1", "a", "m"), fact("1", "a", "m"), link("a", "b", 3)] };
    const picture = combine(base, more);
    expect([...picture.nodes.keys()]).toEqual(["a", "b", "m"]);
    expect(picture.lines.map((line) => line.key)).toEqual(["a|b", "1"]);
    expect(picture.nodes.get("a")?.degree).toBe(1);
  });

  it("leaves out lines that end nowhere, and gives every node a place of its own, the same every time", () => {
    const ids = Array.from({ length: 200 }, (_, index) => `n${index}`);
    const more = { nodes: ids.map((id) => node(id)), edges: [...ids.map((id) => fact(id, "a", id)), fact("x", "a", "nobody")] };
    const [one, other] = [combine(base, more), combine(base, more)];
    expect(one.lines).toHaveLength(201);
    expect(new Set([...one.nodes.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(202);
    expect([...one.nodes.values()]).toEqual([...other.nodes.values()]);
    expect([...one.nodes.values()].every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });

  it("puts those whom nothing joins to the picture in rows below it, and beside them whom only they are joined to", () => {
    const square = [node("a", { x: 0, y: 0 }), node("b", { x: 900, y: 0 }), node("c", { x: 0, y: 900 }), node("d", { x: 900, y: 900 })];
    const alone = Array.from({ length: 9 }, (_, index) => node(`n${index}`));
    const picture = combine({ nodes: [...square, ...alone], edges: [link("n0", "n1")] });
    const places = [...picture.nodes.values()].slice(4);
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(9);
    for (const { id, x, y } of places) {
      expect(y, id).toBeGreaterThan(900);
      expect(y, id).toBeLessThan(3000);
      expect(Math.abs(x - 450), id).toBeLessThan(1500);
    }
  });

  it("names neighbours with the heaviest first, each once", () => {
    const picture = combine({ nodes: [node("a"), node("b"), node("c")], edges: [link("a", "b"), link("a", "c", 5), fact("1", "a", "b")] });
    expect(neighboursOf(picture, "a").map(({ node: { id } }) => id)).toEqual(["c", "b"]);
    expect(neighboursOf(picture, "nobody")).toEqual([]);
  });

  it("is walked by the arrow keys", () => {
    const places = new Map([["m", { x: 0, y: 0 }], ["e", { x: 9, y: 1 }], ["s", { x: 0, y: 9 }], ["far", { x: 90, y: 0 }]]);
    expect(towards(places, "m", 1, 0)).toBe("e");
    expect(towards(places, "m", 0, 1)).toBe("s");
    expect(towards(places, "m", -1, 0)).toBeUndefined();
    expect(towards(places, "nowhere", 1, 0)).toBe("m");
  });
});

describe("looks", () => {
  it("put the rest in one grey group, however many groups there are", () => {
    const nodes = Array.from({ length: 60 }, (_, index) => node(`n${index}`, { community: Math.floor(index / 2) }));
    const groups = groupsOf(nodes, "community", false);
    expect(groups).toHaveLength(9);
    expect(groups.at(-1)).toMatchObject({ key: "", members: { length: 44 } });
    expect(new Set(groups.map((group) => group.colour)).size).toBe(9);
  });

  it("make larger what is worth more, and bear twenty thousand", () => {
    const nodes = Array.from({ length: 20000 }, (_, degree) => node(`n${degree}`, { degree }));
    const radii = radiiOf(nodes, "weight");
    expect(radii.get("n19999")).toBeGreaterThan(radii.get("n10") ?? 0);
    expect([...radii.values()].every((radius) => radius > 0 && radius < 30)).toBe(true);
  });
});

describe("names", () => {
  it("never lie on one another", () => {
    const places: Place[] = Array.from({ length: 300 }, (_, index) => ({
      id: `n${index}`, x: (index * 37) % 900, y: (index * 61) % 600, radius: 4 + (index % 9), label: `Agency ${index}`, worth: index,
    }));
    const named = [...lay(places)].map(([id, side]) => boxOf(places[Number(id.slice(1))] as Place, side));
    expect(named.length).toBeGreaterThan(20);
    named.forEach((one, index) =>
      named.slice(index + 1).forEach((other) => {
        expect(one[0] >= other[2] || one[2] <= other[0] || one[1] >= other[3] || one[3] <= other[1]).toBe(true);
      }),
    );
  });
});

describe("time", () => {
  const years = filled([bin("2018"), bin("2021")], "year");

  it("has no gaps", () => {
    expect(years.map(({ start }) => start)).toEqual(["2018", "2019", "2020", "2021"]);
    expect(filled([bin("2019-11"), bin("2020-02")], "month").map(({ start }) => start)).toEqual(["2019-11", "2019-12", "2020-01", "2020-02"]);
    expect(filled([], "year")).toEqual([]);
    expect(after("0999", "year")).toBe("1000");
  });

  it("knows what a brush covers, also in parts of years", () => {
    expect(covered(years, "", "")).toBeNull();
    expect(covered(years, "2019", "")).toEqual([1, 3]);
    expect(covered(years, "2019-06", "2020-01-31")).toEqual([1, 2]);
    expect(covered(years, "2030", "2031")).toBeNull();
    expect(covered(filled([bin("2019-01"), bin("2019-12")], "month"), "", "2019")).toEqual([0, 11]);
  });

  it("plays: the brush moves on, or the picture grows, and it ends", () => {
    expect(advanced(years, "", "")).toEqual(["", "2018"]);
    expect(advanced(years, "", "2018")).toEqual(["", "2019"]);
    expect(advanced(years, "2018", "2019")).toEqual(["2019", "2020"]);
    expect(advanced(years, "2020", "2021")).toBeNull();
    expect(advanced([], "", "")).toBeNull();
  });

  it("understands dates as people type them, and nothing else", () => {
    expect(["2019", "2019-6", " 2019-06-07 "].map(date)).toEqual(["2019", "2019-06", "2019-06-07"]);
    expect(["", "19", "2019-13", "2019-00", "2019-06-32", "June 2019", "2019/06", "<b>"].map(date)).toEqual(Array(8).fill(null));
  });

  it("lays an axis with at most six years", () => {
    const moment = (earliest: string, latest: string) =>
      ({ date: { value: earliest, earliest, latest, precision: "day", modality: "asserted" } }) as never;
    const extent = extentOf([moment("1966-01-01", "1966-12-31"), moment("2026-01-01", "2026-01-01")]);
    expect(axisOf(extent as [number, number]).map(({ year }) => year)).toEqual([1980, 2000, 2020]);
    expect(extentOf([])).toBeNull();
  });
});

describe("the matrix", () => {
  const labels = ["a", "b", "c"].map((id) => ({ id, label: id.toUpperCase(), country: null, total: 0 }));
  const answer = {
    snapshot: "1", level: "agency" as const, labels, cells: [link("a", "b", 2), link("b", "c", 5)], years: ["2019"],
    byYear: [{ a: "a", b: "b", year: "2019", agreements: 1, projects: 1, cooperations: 1 }], total: { labels: 3, cells: 2 }, leftOut: {},
  };

  it("counts what is asked for, of one year or all", () => {
    expect(cellsOf(answer, "weight", "")).toEqual(new Map([["a|b", 2], ["b|c", 5]]));
    expect(cellsOf(answer, "projects", "2019")).toEqual(new Map([["a|b", 1]]));
    expect(cellsOf(answer, "weight", "2019")).toEqual(new Map([["a|b", 3]]));
  });

  it("is sorted by links, name or community", () => {
    const cells = cellsOf(answer, "weight", "");
    const ids = (order: "total" | "label" | "group") => orderOf(labels, order, cells, (id) => (id === "c" ? 0 : -1)).map(({ id }) => id);
    expect(ids("total")).toEqual(["b", "c", "a"]);
    expect(ids("label")).toEqual(["a", "b", "c"]);
    expect(ids("group")).toEqual(["c", "b", "a"]);
  });
});

describe("what is exported and kept", () => {
  it("has names as text only", () => {
    const hostile = `<script>alert(1)</script>"'&\u0000\u0008`;
    const picture = combine({ nodes: [node("a", { label: hostile, x: 0, y: 0 })], edges: [] });
    const svg = svgOf(picture, { dark: false, colours: new Map([["a", '"><script>']]), radii: new Map() });
    expect(svg).not.toMatch(/<script|"><s|[\u0000\u0008]/);
    expect(svg).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
    expect(escaped("é中")).toBe("é中");
  });

  it("is read again, whatever else a browser has kept", () => {
    expect(understood('[{"name":"n","address":"level=country"},{"name":1},null,"x"]')).toEqual([{ name: "n", address: "level=country" }]);
    expect(["", "{", "null", "7", '{"a":1}', null].map(understood)).toEqual([[], [], [], [], [], []]);
  });
});
