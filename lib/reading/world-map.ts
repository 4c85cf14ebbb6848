import {
  type GeoPermissibleObjects,
  type GeoProjection,
  geoContains,
  geoMercator,
  geoNaturalEarth1,
  geoPath,
} from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json' with { type: 'json' };

const topology = atlas as unknown as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
const countries = feature(topology, topology.objects.countries).features;
const land = feature(topology, topology.objects.land);
const borders = mesh(topology, topology.objects.countries, (a, b) => a !== b);

/** One map: a box, and what lies in it, as SVG. From Natural Earth, public domain. */
export interface DrawnMap {
  width: number;
  height: number;
  land: string;
  borders: string;
  /** Where a position (degrees north and east) lies; null where this map does not show it. */
  position(lat: number, lon: number): { x: number; y: number } | null;
  /** The country that holds a position, as a path; null at sea or off the map. */
  country(lat: number, lon: number): string | null;
}

/** The whole world, without the Antarctic. */
export const WORLD = drawMap(
  960,
  412,
  geoNaturalEarth1()
    .rotate([-11, 0])
    .fitExtent(
      [
        [2, 2],
        [958, 480],
      ],
      { type: 'Sphere' },
    ),
);

/** Europe and the eastern Mediterranean, where places lie too near each other for a map of the world. */
export const NEAR = drawMap(960, 560, geoMercator().center([21, 46.5]).scale(620).translate([480, 280]));

function drawMap(width: number, height: number, projection: GeoProjection): DrawnMap {
  projection.clipExtent([
    [0, 0],
    [width, height],
  ]);
  const draw = geoPath(projection).digits(0);
  const path = (shape: GeoPermissibleObjects) => compactPath(draw(shape) ?? '');
  return {
    width,
    height,
    land: path(land),
    borders: path(borders),
    position(lat, lon) {
      const point = projection([lon, lat]);
      if (point === null) return null;
      const [x, y] = point.map(Math.round) as [number, number];
      return x < 0 || y < 0 || x > width || y > height ? null : { x, y };
    },
    country(lat, lon) {
      const found = countries.find((country) => geoContains(country, [lon, lat]));
      return found === undefined ? null : path(found) || null;
    },
  };
}

/**
 * The same path in whole pixels relative to the point before, without points that move nothing, and
 * without rings and lines that are then too small to see: a third of the bytes on a bad line.
 */
export function compactPath(path: string): string {
  const parts = path.match(/M[^M]+/g) ?? [];
  let [x, y] = [0, 0];
  return parts
    .map((part) => {
      const closed = part.endsWith('Z');
      const points = part
        .slice(1, closed ? -1 : undefined)
        .split('L')
        .map((pair) => pair.split(',').map(Number));
      const [[firstX = 0, firstY = 0] = []] = points;
      let [atX, atY] = [firstX, firstY];
      const moves = points.slice(1).flatMap(([nextX = 0, nextY = 0]) => {
        const move = [nextX - atX, nextY - atY] as const;
        [atX, atY] = [nextX, nextY];
        return move[0] === 0 && move[1] === 0 ? [] : [move];
      });
      if (moves.length < (closed ? 2 : 1)) return '';
      const begin = `m${pair(firstX - x, firstY - y)}`;
      // A closed ring ends where it began.
      [x, y] = closed ? [firstX, firstY] : [atX, atY];
      return `${begin}l${moves
        .map(([byX, byY]) => pair(byX, byY))
        .join(' ')
        .replaceAll(' -', '-')}${closed ? 'z' : ''}`;
    })
    .join('');
}

function pair(x: number, y: number): string {
  return y < 0 ? `${x}${y}` : `${x} ${y}`;
}
