import { describe, expect, it } from "vitest";
import * as actions from "../src/state/actions";
import { amend, begin, redo, step, undo } from "../src/state/history";
import { ALL, START, type State } from "../src/state/state";

const run = (...list: actions.Action[]): State => list.reduce((state, action) => action(state), START);

describe("selection", () => {
  it("holds one, then a pair, then a third asked about with both", () => {
    expect(run(actions.select("agency:cnes")).selection).toEqual(["agency:cnes"]);
    expect(run(actions.select("agency:cnes"), actions.selectAlso("agency:isro")).selection).toEqual(["agency:cnes", "agency:isro"]);
    const asked = run(actions.select("a:1", "a:2"), actions.show("compare"), actions.ask("a:3", "a:1", "a:2"));
    expect(asked.selection).toEqual(["a:1", "a:2", "a:3"]);
    expect(asked.panel).toBe("evidence");
  });

  it("gives up what was selected first when a fourth comes", () => {
    const ids = ["a:1", "a:2", "a:3", "a:4"].map(actions.selectAlso);
    expect(run(...ids).selection).toEqual(["a:2", "a:3", "a:4"]);
  });

  it("takes away what is selected again", () => {
    expect(run(actions.selectAlso("a:1"), actions.selectAlso("a:2"), actions.selectAlso("a:1")).selection).toEqual(["a:2"]);
  });

  it("has only panels that so many selected can have", () => {
    expect(run(actions.select("a:1"), actions.show("profile"), actions.selectAlso("a:2")).panel).toBe("evidence");
    expect(run(actions.select("a:1", "a:2"), actions.show("compare"), actions.select("a:1")).panel).toBe("evidence");
    expect(run(actions.select("a:1"), actions.show("paths")).panel).toBe("evidence");
  });
});

describe("expanding", () => {
  const more = actions.expand("agency:cnes", "partyTo", "out");

  it("adds a page at a time, up to what the server gives at once", () => {
    expect(run(more).expansions).toEqual([{ of: "agency:cnes", relation: "partyTo", direction: "out", shown: 50 }]);
    expect(run(more, more).expansions[0]?.shown).toBe(100);
    expect(run(...Array<actions.Action>(20).fill(more)).expansions[0]?.shown).toBe(500);
  });

  it("collapses one relation or all of them", () => {
    const both = [more, actions.expand("agency:cnes", "leads", "out"), actions.expand("agency:isro", "leads", "out")];
    expect(run(...both, actions.collapse("agency:cnes", "partyTo", "out")).expansions).toHaveLength(2);
    expect(run(...both, actions.collapse("agency:cnes")).expansions.map((e) => e.of)).toEqual(["agency:isro"]);
  });

  it("belongs to a level", () => {
    expect(run(more, actions.zoom("country")).expansions).toEqual([]);
  });
});

describe("filters", () => {
  it("choose a value, and no longer", () => {
    const once = run(actions.choose("topics", "topic:climate"));
    expect(once.filter.topics).toEqual(["topic:climate"]);
    expect(actions.choose("topics", "topic:climate")(once).filter).toEqual(ALL);
  });

  it("keep the last modality, since nothing would be left", () => {
    expect(run(actions.choose("modality", "asserted")).filter.modality).toEqual(["asserted"]);
    expect(run(actions.choose("modality", "planned"), actions.choose("modality", "asserted")).filter.modality).toEqual(["planned"]);
  });

  it("turn a time that runs backwards", () => {
    expect(run(actions.during("2020", "2015")).filter).toMatchObject({ since: "2015", until: "2020" });
    expect(run(actions.during("2020-06", "2020")).filter).toMatchObject({ since: "2020-06", until: "2020" });
    expect(run(actions.during("2020", "")).filter).toMatchObject({ since: "2020", until: "" });
  });

  it("are all cleared at once", () => {
    expect(run(actions.filter({ confidence: 0.9, sources: 3 }), actions.clearFilter)).toEqual(START);
  });
});

describe("history", () => {
  it("undoes and redoes every step, and forgets what was undone once another step is taken", () => {
    const walked = step(step(begin(1), 2), 3);
    expect(undo(undo(walked)).present).toBe(1);
    expect(redo(undo(walked))).toEqual(walked);
    const turned = step(undo(walked), 4);
    expect(turned.present).toBe(4);
    expect(redo(turned)).toBe(turned);
    expect(undo(begin(1))).toEqual(begin(1));
  });

  it("is not lengthened by what moves by itself, nor longer than 200 steps", () => {
    expect(amend(step(begin(1), 2), 3)).toEqual({ past: [1], present: 3, future: [] });
    const long = Array.from({ length: 500 }, (_, n) => n).reduce(step<number>, begin(-1));
    expect(long.past).toHaveLength(200);
  });
});
