import type { ResponsePlace } from '@/lib/reading/map-response';
import type { DrawnMap } from '@/lib/reading/world-map';

/**
 * A map, drawn here: countries where people gathered are filled, cities are dots with the number that
 * they have in the list. North is up and east to the right in every language. `hide` is a map whose
 * cities are numbered there and only dots here.
 */
export function WorldMap({
  map,
  hide,
  cities,
  countries,
  label,
}: {
  map: DrawnMap;
  hide?: DrawnMap;
  cities: ResponsePlace[];
  countries: ResponsePlace[];
  label: string;
}) {
  const drawn = cities.flatMap(({ place }, at): City[] => {
    if (place === null || place.lat === null || place.lon === null) return [];
    const point = map.position(place.lat, place.lon);
    const numbered = hide === undefined || hide.position(place.lat, place.lon) === null;
    return point === null ? [] : [{ slug: place.slug, number: numbered ? at + 1 : null, point }];
  });
  return (
    <svg
      className="map"
      viewBox={`0 0 ${map.width} ${map.height}`}
      role="img"
      aria-label={label}
      direction="ltr"
    >
      <path className="land" d={map.land} />
      {countries.map(({ place }) => {
        if (place === null || place.lat === null || place.lon === null) return null;
        const shape = map.country(place.lat, place.lon);
        return shape === null ? null : <path key={place.slug} className="country" d={shape} />;
      })}
      <path className="borders" d={map.borders} />
      {sided(drawn).map(({ slug, number, point, left }) => (
        <g key={slug} className="city">
          <circle cx={point.x} cy={point.y} r={number === null ? 4 : 6} />
          {number === null ? null : (
            <text
              x={point.x + (left ? -13 : 13)}
              y={point.y}
              textAnchor={left ? 'end' : 'start'}
              dominantBaseline="central"
            >
              {number}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

interface City {
  slug: string;
  /** The number it has in the list; null where another map gives it. */
  number: number | null;
  point: { x: number; y: number };
}

/** Nearer than this, one number would lie on the other, on a telephone at least. */
const NEAR_BY = 40;

/** From north to south, each number to the right of its dot, or to the left where a neighbour's is right. */
function sided(cities: readonly City[]): (City & { left: boolean })[] {
  const placed: (City & { left: boolean })[] = [];
  for (const city of cities.toSorted((a, b) => a.point.y - b.point.y)) {
    const near = placed.filter(
      ({ number, point }) =>
        number !== null &&
        Math.abs(point.x - city.point.x) < NEAR_BY &&
        Math.abs(point.y - city.point.y) < NEAR_BY,
    );
    placed.push({ ...city, left: near.at(-1)?.left === false });
  }
  return placed;
}
