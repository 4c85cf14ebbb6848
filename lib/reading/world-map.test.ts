import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactPath, NEAR, WORLD } from './world-map';

/** The absolute points of each part of a path of `m`, `l` and `z`, as an SVG reader finds them. */
function read(path: string): string[] {
  let [x, y] = [0, 0];
  return (path.match(/m[^m]+/g) ?? []).map((part) => {
    const [first, ...rest] = (part.match(/-?\d+/g) ?? []).map(Number);
    const numbers = [first ?? 0, ...rest];
    const points: string[] = [];
    let begin: [number, number] | null = null;
    for (let at = 0; at < numbers.length; at += 2) {
      [x, y] = [x + (numbers[at] ?? 0), y + (numbers[at + 1] ?? 0)];
      begin ??= [x, y];
      points.push(`${x},${y}`);
    }
    if (part.endsWith('z') && begin !== null) [x, y] = begin;
    return points.join('L');
  });
}

describe('the maps', () => {
  it('keep every line where it was, to the pixel', () => {
    const point = fc.tuple(fc.integer({ min: -5, max: 960 }), fc.integer({ min: -5, max: 560 }));
    const ring = fc.uniqueArray(point, { minLength: 3, maxLength: 30, selector: String });
    fc.assert(
      fc.property(fc.array(fc.tuple(ring, fc.boolean()), { maxLength: 5 }), (parts) => {
        const whole = parts.map(([points, closed]) => `M${points.join('L')}${closed ? 'Z' : ''}`).join('');
        expect(read(compactPath(whole))).toEqual(parts.map(([points]) => points.join('L')));
      }),
    );
  });

  it('leave out what is too small to see', () => {
    expect(compactPath('M5,5L5,5L6,5ZM1,1L3,1L3,4Z')).toBe('m1 1l2 0 0 3z');
  });

  it('are light enough for a bad line', () => {
    const bytes = gzipSync(WORLD.land + WORLD.borders + NEAR.land + NEAR.borders).length;
    expect(bytes).toBeLessThan(14_000);
  });

  it('find a country by a position in it, and none at sea', () => {
    expect(NEAR.country(36.2, 37.16)).toMatch(/^m\d/);
    expect(WORLD.country(0, -30)).toBeNull();
  });
});
