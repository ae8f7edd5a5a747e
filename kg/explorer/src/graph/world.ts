/** The world's countries as paths (Natural Earth by way of world-atlas), and the place of each. */

import { geoArea, geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Feature, Geometry, MultiPolygon, Polygon } from "geojson";
import atlas from "world-atlas/countries-110m.json";

export interface World {
  size: [number, number];
  shapes: { key: string; numeric: string | null; path: string }[];
  /** Where each of the countries lies, as far as the map has it. */
  places: (countries: readonly { id: string; numeric: string | null }[]) => Map<string, [number, number]>;
}

const SIZE: [number, number] = [1000, 486];
const ANTARCTICA = "010";

let made: World | undefined;

export function world(): World {
  return (made ??= make());
}

function make(): World {
  const topology = atlas as unknown as Topology<{ countries: GeometryCollection }>;
  const { features } = feature(topology, topology.objects.countries);
  const drawn = features.filter((country) => numericOf(country) !== ANTARCTICA);
  const projection = geoEqualEarth().fitSize(SIZE, { type: "FeatureCollection", features: drawn });
  const path = geoPath(projection).digits(1);
  const centres = new Map<string, [number, number]>();
  for (const country of drawn) {
    const numeric = numericOf(country);
    if (numeric !== null) centres.set(numeric, path.centroid(mainland(country.geometry)));
  }
  return {
    size: SIZE,
    shapes: drawn.map((country, index) => ({ key: String(index), numeric: numericOf(country), path: path(country) ?? "" })),
    places: (countries) =>
      new Map(
        countries.flatMap(({ id, numeric }) => {
          const place = numeric === null ? undefined : centres.get(numeric.padStart(3, "0"));
          return place ? [[id, place] as const] : [];
        }),
      ),
  };
}

function numericOf(country: Feature): string | null {
  return country.id === undefined ? null : String(country.id).padStart(3, "0");
}

/** The largest part of a country: France without Guiana. */
function mainland(geometry: Geometry): Geometry {
  if (geometry.type !== "MultiPolygon") return geometry;
  const parts = (geometry as MultiPolygon).coordinates.map((coordinates): Polygon => ({ type: "Polygon", coordinates }));
  return parts.reduce((most, part) => (geoArea(part) > geoArea(most) ? part : most));
}
