import { type JsonPath, sliceJsonBytes } from './slice-json';

/**
 * Takes private fields out of the exact bytes of a JSON record: their values become `null`, every other byte
 * stays. Some platforms write the uploader's address, the camera's position or a telephone number into the
 * record of a public post; those must not enter the database, archived original or not. `isPrivate` is asked
 * about every value; null when there was nothing to cut.
 */
export function cutPrivate(
  bytes: Uint8Array,
  isPrivate: (path: JsonPath) => boolean,
): { bytes: Uint8Array; cut: string[] } | null {
  const cut = new Set<string>();
  const slices = sliceJsonBytes(bytes, (path) => {
    if (path.length === 0 || !isPrivate(path)) return 'enter';
    cut.add(String(path.at(-1)));
    return 'take';
  });
  if (slices.every((slice) => slice.is === 'stray')) return null;
  const pieces: Uint8Array[] = [];
  let copied = 0;
  for (const slice of slices) {
    if (slice.is === 'stray') continue;
    // A record that cannot be walked to its end cannot be shown to be clean.
    if (slice.is === 'broken') throw new Error('only whole JSON records can be cut');
    pieces.push(bytes.subarray(copied, slice.position), NULL);
    copied = slice.position + slice.length;
  }
  pieces.push(bytes.subarray(copied));
  return { bytes: Buffer.concat(pieces), cut: [...cut].sort() };
}

const NULL = Buffer.from('null');
