import { inMebibytes, LIMITS, LimitPassed } from '../limits';

/** Below this a high ratio is no danger and quite ordinary. */
const SMALL = 1024 * 1024;

/**
 * Passes an unpacked stream through and throws `LimitPassed` once it has grown past the ratio that the
 * limits allow over its packed size: counted on what comes out, since what a bomb says of itself is a lie.
 */
export async function* guardRatio(
  unpacked: AsyncIterable<Uint8Array>,
  packedSize: number,
  name: string,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  try {
    for await (const chunk of unpacked) {
      length += chunk.length;
      if (length > SMALL && length > packedSize * LIMITS.ratio) {
        throw new LimitPassed(
          'ratio-too-high',
          `“${name}” unpacks to more than ${LIMITS.ratio} times its size, as a zip bomb does. Unpack it yourself, look at it, and import the files you need.`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    throw asDamage(error, name);
  }
}

/** The same for one member's own size. */
export async function* guardSize(
  unpacked: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of unpacked) {
    length += chunk.length;
    if (length > LIMITS.memberBytes) throw tooLarge(name);
    yield chunk;
  }
}

export function tooLarge(name: string): LimitPassed {
  return new LimitPassed(
    'member-too-large',
    `“${name}” is larger than ${inMebibytes(LIMITS.memberBytes)} unpacked. Unpack the archive and import that file alone.`,
  );
}

/** A container that breaks off or does not unpack is a refusal, not a crash. */
export function asDamage(error: unknown, name: string): unknown {
  if (error instanceof LimitPassed || !(error instanceof Error)) return error;
  return new LimitPassed(
    'damaged',
    `“${name}” cannot be unpacked (${error.message}). Get a fresh copy of it.`,
  );
}
