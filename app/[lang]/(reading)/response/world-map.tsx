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
      {cities.map(({ place }, at) => {
        if (place === null || place.lat === null || place.lon === null) return null;
        const point = map.position(place.lat, place.lon);
        if (point === null) return null;
        const numbered = hide === undefined || hide.position(place.lat, place.lon) === null;
        return (
          <g key={place.slug} className="city">
            <circle cx={point.x} cy={point.y} r={numbered ? 6 : 4} />
            {numbered ? (
              <text x={point.x} y={point.y - 11} textAnchor="middle">
                {at + 1}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}
