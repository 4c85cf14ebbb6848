import type { ResponsePlace } from '@/lib/reading/map-response';
import { BORDERS, countryAt, LAND, MAP, positionOnMap } from '@/lib/reading/world-map';

/**
 * The map, drawn here: countries where people gathered are filled, cities are dots with the number
 * that they have in the list. North is up and east to the right in every language.
 */
export function WorldMap({
  cities,
  countries,
  label,
}: {
  cities: ResponsePlace[];
  countries: ResponsePlace[];
  label: string;
}) {
  return (
    <svg
      className="map"
      viewBox={`0 0 ${MAP.width} ${MAP.height}`}
      role="img"
      aria-label={label}
      direction="ltr"
    >
      <path className="land" d={LAND} />
      {countries.map(({ place }) => {
        if (place === null || place.lat === null || place.lon === null) return null;
        const shape = countryAt(place.lat, place.lon);
        return shape === null ? null : <path key={place.slug} className="country" d={shape} />;
      })}
      <path className="borders" d={BORDERS} />
      {cities.map(({ place }, at) => {
        if (place === null || place.lat === null || place.lon === null) return null;
        const point = positionOnMap(place.lat, place.lon);
        if (point === null) return null;
        return (
          <g key={place.slug} className="city">
            <circle cx={point.x} cy={point.y} r="4.5" />
            <text x={point.x} y={point.y - 8} textAnchor="middle">
              {at + 1}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
