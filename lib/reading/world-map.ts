import { type GeoPermissibleObjects, geoContains, geoNaturalEarth1, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json' with { type: 'json' };

const topology = atlas as unknown as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
const countries = feature(topology, topology.objects.countries).features;

export const MAP = { width: 960, height: 470 };
const projection = geoNaturalEarth1()
  .rotate([-11, 0])
  .fitExtent(
    [
      [2, 2],
      [MAP.width - 2, MAP.height + 40],
    ],
    { type: 'Sphere' },
  );
const draw = geoPath(projection).digits(1);

/** The world's land as one SVG path, in a box of MAP.width by MAP.height. From Natural Earth, public domain. */
export const LAND = path(feature(topology, topology.objects.land));
export const BORDERS = path(mesh(topology, topology.objects.countries, (a, b) => a !== b));

/** Where a position (degrees north and east) lies on the map. Null where the map does not show it. */
export function positionOnMap(lat: number, lon: number): { x: number; y: number } | null {
  const point = projection([lon, lat]);
  return point === null ? null : { x: Math.round(point[0]), y: Math.round(point[1]) };
}

/** The country that holds a position, as an SVG path; null at sea. */
export function countryAt(lat: number, lon: number): string | null {
  const found = countries.find((country) => geoContains(country, [lon, lat]));
  return found === undefined ? null : path(found);
}

function path(shape: GeoPermissibleObjects): string {
  return draw(shape) ?? '';
}
