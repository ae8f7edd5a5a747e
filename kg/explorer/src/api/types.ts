/** The answers of the explorer's API, as docs/explorer-api.md describes them. All texts are data, never markup. */

export type Level = "agency" | "country" | "entity";
export type Modality = "asserted" | "planned" | "negated";
export type Direction = "out" | "in" | "both";
export type Verdict = "accepted" | "rejected";

/** A thing with its name. */
export interface Named {
  id: string;
  label: string;
}

export interface Typed extends Named {
  type: string;
}

export interface Counted extends Named {
  count: number;
}

/** The first of a list, and how many follow that were not sent. */
export interface Some<T> {
  items: T[];
  more: number;
}

/** What the filter or a cap keeps from being shown: facts, those of them without a date, nodes, edges. */
export interface LeftOut {
  filtered?: number;
  undated?: number;
  nodes?: number;
  edges?: number;
  /** Bodies of no country, where countries are shown. */
  homeless?: number;
}

export interface Answer {
  snapshot: string;
}

export interface Page extends Answer {
  total: number;
  offset: number;
  limit: number;
  next: string | null;
}

export interface Node extends Typed {
  country?: string | null;
  degree: number;
  facts: number;
  articles: number;
  agreements?: number;
  projects?: number;
  community?: number;
  centrality?: number;
  x?: number;
  y?: number;
}

/** What links two bodies or two countries; `a` < `b`. */
export interface ActorEdge {
  a: string;
  b: string;
  weight: number;
  agreements: number;
  projects: number;
  cooperations: number;
  facts: number;
  sources: number;
  first: string | null;
  last: string | null;
}

/** One fact between two entities. */
export interface FactEdge {
  id: string;
  source: string;
  relation: string;
  target: string;
  modality: Modality;
  confidence: number;
  sources: number;
  articles: number;
  first: string | null;
  last: string | null;
  review: Verdict | null;
}

export type Edge = ActorEdge | FactEdge;


export interface Vocabulary extends Answer {
  reviews?: boolean;
  total: { articles: number; entities: number; facts: number };
  types: Counted[];
  relations: { id: string; phrase: string; directed: boolean; count: number }[];
  topics: (Counted & { broader: string | null })[];
  countries: { id: string; label: string; code: string | null; numeric: string | null; bodies: number }[];
  span: { first: string | null; last: string | null };
}

export interface Hit {
  id: string;
  short: string;
  type: string;
  name: string;
  matched: string;
  articles: number;
}

export interface GraphAnswer extends Answer {
  level: Level;
  nodes: Node[];
  edges: Edge[];
  communities: { id: number; label: string; size: number }[];
  total: { nodes: number; edges: number; facts: number };
  leftOut: LeftOut;
}

export interface Profile extends Answer, Typed {
  iri: string;
  page: string;
  names: string[];
  sameAs: string[];
  country: Named | null;
  parent: Named | null;
  articles: number;
  facts: number;
  first: string | null;
  last: string | null;
  dates: { relation: string; value: string; precision: string }[];
  texts: { relation: string; value: string; modality: Modality }[];
  topics: Named[];
  positions: {
    person: Named;
    title: string;
    body: Named | null;
    first: string | null;
    last: string | null;
    articles: number;
  }[];
  members: { article: string; entity: string; name: string }[];
  measures: { degree: number; pagerank: number; betweenness: number; community: number } | null;
  reviews: Decision[];
}

export interface RelationCount {
  relation: string;
  direction: Direction;
  phrase: string;
  neighbours: number;
  facts: number;
  types: Record<string, number>;
}

export interface Relations extends Answer {
  relations: RelationCount[];
  leftOut: LeftOut;
}

export interface Neighbours extends Page {
  id: string;
  relation: string | null;
  direction: Direction | null;
  nodes: Node[];
  edges: Edge[];
  leftOut: LeftOut;
}

export interface Facets extends Answer {
  facts: number;
  total: number;
  types: Counted[];
  relations: { id: string; phrase: string; count: number }[];
  topics: Counted[];
  countries: Counted[];
  modality: { id: string; count: number }[];
  confidence: { from: number; to: number; count: number }[];
  sources: { id: string; count: number }[];
  leftOut: LeftOut;
}

export interface Bin {
  start: string;
  signings: number;
  events: number;
  launches: number;
  articles: number;
  uncertain: { signings: number; events: number; launches: number };
}

export interface Histogram extends Answer {
  bin: "year" | "month";
  bins: Bin[];
  undated: number;
  first: string | null;
  last: string | null;
}

export interface When {
  earliest: string | null;
  latest: string | null;
  precision: string;
  by?: "stated" | "published";
}

export interface Happening extends Named {
  kind: "agreement" | "event" | "launch";
  type: string;
  agreementType: string | null;
  date: { value: string; earliest: string; latest: string; precision: string; modality: Modality } | null;
  parties: (Typed & { country?: string | null })[];
  topics: Named[];
  sources: number;
  articles: number;
  facts: number;
  modality: Modality;
}

export interface Happenings extends Page {
  items: Happening[];
  leftOut?: LeftOut;
}

export interface MatrixAnswer extends Answer {
  level: Level;
  labels: { id: string; label: string; country: string | null; total: number }[];
  cells: ActorEdge[];
  years: string[];
  byYear: { a: string; b: string; year: string; agreements: number; projects: number; cooperations: number }[];
  total: { labels: number; cells: number };
  leftOut: LeftOut;
}

export interface MapAnswer extends Answer {
  countries: {
    id: string;
    label: string;
    code: string | null;
    numeric: string | null;
    bodies: number;
    agreements: number;
    weight: number;
  }[];
  arcs: ActorEdge[];
  leftOut: LeftOut;
}

export interface Sentence {
  quote: string;
  page: string;
  spans: [number, number, string][];
}

export interface Statement {
  claim: string;
  article: string;
  title: string;
  publisher: string;
  published: string | null;
  url: string | null;
  copyOf: string | null;
  confidence: number;
  review: Verdict | null;
  sentences: Sentence[];
  citation: string;
}

export type FactObject = Typed | { value: string; precision: string } | { text: string };

export interface Fact {
  id: string;
  subject: Typed;
  relation: string;
  phrase: string;
  object: FactObject;
  modality: Modality;
  confidence: number;
  sources: number;
  articles: number;
  date: When | null;
  review: Verdict | null;
  statements: Statement[];
  moreStatements?: number;
}

export interface Facts extends Page {
  groups: { id: string; label: string; facts: Fact[] }[];
  leftOut: LeftOut;
}

export interface Paths extends Answer {
  from: string;
  to: string;
  paths: { nodes: string[]; edges: string[] }[];
  nodes: Node[];
  edges: Edge[];
  leftOut: LeftOut;
}

export interface Sides {
  partners: number;
  agreements: number;
  projects: number;
  facts: number;
  sources: number;
}

export interface Comparison extends Answer {
  a: Node;
  b: Node;
  both: {
    partners: Some<Node>;
    agreements: Some<Typed>;
    projects: Some<Typed>;
    topics: Some<Named & { a: number; b: number }>;
    countries: Some<Typed>;
  };
  onlyA: { partners: Some<Node>; topics: Some<Counted> };
  onlyB: { partners: Some<Node>; topics: Some<Counted> };
  counts: { a: Sides; b: Sides };
  /** What joins the two directly, if anything does. */
  tie: ActorEdge | null;
}

interface Decided {
  id: string;
  by: string;
  at: string;
  remark: string;
  text: string;
}

/** What a reviewer decided; on identity, about the things that `a` and `b` are now. */
export type Decision = Decided & ({ kind: "fact" | "type" } | { kind: "identity"; a: Named; b: Named; same: boolean });

export interface Decisions extends Page {
  items: Decision[];
}

/** What a reviewer sends. */
export type Review =
  | { kind: "fact"; fact: string; claim?: string; verdict: "accept" | "reject"; remark: string; by: string }
  | { kind: "type"; entity: string; type: string; remark: string; by: string }
  | { kind: "identity"; a: string; b: string; same: boolean; remark: string; by: string };

export function isFactEdge(edge: Edge): edge is FactEdge {
  return "source" in edge;
}
