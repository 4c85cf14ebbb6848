import { z } from 'zod';
import { ok, type Result, refuse } from '@/lib/result';
import { COLUMNS } from './columns';

const mapShape = z.record(z.string().min(1).max(500), z.string().min(1).max(500));

/**
 * Reads the JSON text of a column map: `{"Tweet text": "text", "=twitter": "platform"}`. Refuses what is no
 * such object, and entries in which neither side is a column of ours.
 */
export function readMap(text: string): Result<Readonly<Record<string, string>>> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return refuse('bad-map', `The map is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const map = mapShape.safeParse(value);
  if (!map.success) {
    return refuse('bad-map', 'The map must be a JSON object of names, such as {"Tweet text": "text"}.');
  }
  for (const [from, to] of Object.entries(map.data)) {
    if (!COLUMNS.includes(to) && (from.startsWith('=') || !COLUMNS.includes(from))) {
      return refuse(
        'bad-map',
        `The map says “${from}” is “${to}”, which is no column of ours. Known: ${COLUMNS.join(', ')}.`,
      );
    }
  }
  return ok(map.data);
}
