import { describe, expect, it } from "vitest";
import * as addresses from "../src/api/addresses";
import { filterParameters, format, parse } from "../src/state/address";
import { ALL, START, type State } from "../src/state/state";

const FULL: State = {
  level: "country",
  view: "matrix",
  filter: {
    types: ["Agency", "Country"],
    relations: ["partyTo"],
    topics: ["topic:climate", "topic:science"],
    countries: ["country:france"],
    modality: ["asserted", "planned"],
    confidence: 0.75,
    sources: 2,
    since: "2015-03",
    until: "2020",
    rejected: true,
  },
  selection: ["agency:cnes", "agency:isro"],
  panel: "compare",
  pinned: ["agency:cnes"],
  focus: ["agency:isro"],
  expansions: [{ of: "agency:cnes", relation: "partyTo", direction: "out", shown: 100 }],
  colour: "country",
  size: "centrality",
  bin: "month",
};

/** The same numbers every time. */
function* numbers(seed: number): Generator<number> {
  for (;;) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    yield seed / 2 ** 32;
  }
}

describe("the address", () => {
  it("is empty at the start", () => {
    expect(format(START)).toBe("");
    expect(parse("")).toEqual(START);
  });

  it("holds the whole state, legibly", () => {
    expect(parse(format(FULL))).toEqual(FULL);
    expect(format(FULL)).toContain("select=agency:cnes,agency:isro");
    expect(format(FULL)).toContain("expand=agency:cnes~partyTo~out~100");
  });

  it("keeps names with the signs that part lists, of any script", () => {
    const odd = ["agency:a,b", "agency:50%25~x", "person:宇宙&=#?+", "project:<img src=x>", 'agreement:"\'/\\'];
    const state = { ...START, selection: odd.slice(0, 3), pinned: odd, focus: odd };
    expect(parse(format(state))).toEqual(state);
    const expansions = odd.map((of) => ({ of, relation: "partner", direction: "both" as const, shown: 50 }));
    expect(parse(format({ ...START, expansions })).expansions).toEqual(expansions);
  });

  it("is the same after a round trip, whatever the state", () => {
    const random = numbers(7);
    const next = () => random.next().value as number;
    const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
    const some = (values: string[]) => values.filter(() => next() < 0.4);
    for (let round = 0; round < 200; round += 1) {
      const state: State = {
        level: pick(["agency", "country", "entity"]),
        view: pick(["network", "matrix", "timeline", "map", "list"]),
        filter: {
          ...ALL,
          types: some(["Agency", "Person"]),
          topics: some(["topic:a", "topic:b", "topic:c"]),
          modality: pick([["asserted"], ["planned", "negated"]]),
          confidence: pick([0, 0.5, 0.55, 1]),
          sources: pick([1, 2, 9]),
          since: pick(["", "1999", "2001-02", "2001-02-03"]),
          until: pick(["", "2025"]),
          rejected: pick([true, false]),
        },
        selection: some(["a:1", "b:ü", "c:,"]),
        panel: pick(["evidence", "profile", "neighbours", "compare", "paths"]),
        pinned: some(["a:1", "b:2"]),
        focus: some(["a:1", "b:2"]),
        expansions: some(["a:1", "x:~"]).map((of) => ({ of, relation: "leads", direction: "in", shown: 50 })),
        colour: pick(["community", "type", "country"]),
        size: pick(["weight", "centrality", "facts"]),
        bin: pick(["year", "month"]),
      };
      expect(parse(format(state))).toEqual(state);
    }
  });

  it("with nonsense in it is as at the start", () => {
    const text =
      "level=galaxy&view=&select=&panel=x&confidence=7&sources=-1&since=20x&until=javascript:alert(1)&modality=maybe" +
      "&expand=a,b~c,~~~,agency:x~leads~sideways~50&bin=week&rejected=perhaps&unknown=1&pin=%E0%A4%A";
    expect(parse(text)).toEqual({ ...START, pinned: parse(text).pinned });
  });
});

describe("the API's addresses", () => {
  it("leave out what is as usual", () => {
    expect(filterParameters(ALL)).toEqual([]);
    expect(addresses.picture(START)).toBe("/api/graph?level=agency");
    expect(addresses.facets(START)).toBe("/api/facets");
  });

  it("carry the filter to every view", () => {
    for (const address of [addresses.picture(FULL), addresses.facets(FULL), addresses.map(FULL), addresses.facts(FULL)]) {
      expect(address).toContain("topics=topic:climate,topic:science");
      expect(address).toContain("modality=asserted,planned&confidence=0.75&sources=2&since=2015-03&until=2020&rejected=yes");
    }
  });

  it("ask for all time in the histogram, which shows what lies outside the brush", () => {
    expect(addresses.histogram(FULL)).not.toMatch(/since|until/);
  });

  it("ask for what is between the selected", () => {
    expect(addresses.facts(FULL)).toContain("about=agency:isro&with=agency:cnes&level=country");
    expect(addresses.facts({ ...START, selection: ["agency:a&b"] })).toBe("/api/facts?about=agency:a%26b&limit=50");
  });

  it("let a country stand for its bodies in every list where countries are drawn", () => {
    for (const address of [addresses.facts(FULL), addresses.histogram(FULL), addresses.happenings(FULL, "date", "agreement", 50)]) {
      expect(address).toContain("level=country");
    }
    expect(addresses.histogram({ ...FULL, selection: [] })).not.toContain("level");
  });

  it("keep an odd name in one segment", () => {
    expect(addresses.profile("agency:a/b?c")).toBe("/api/entities/agency%3Aa%2Fb%3Fc");
  });
});
