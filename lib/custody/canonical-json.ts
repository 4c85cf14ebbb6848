import canonicalize from 'canonicalize';

/** What JSON can carry, and so what may stand in the log or be hashed. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * Writes a value as canonical JSON (RFC 8785): one text for one value, so that its hash means the
 * same on every machine. Throws on what JSON cannot carry to the letter: undefined, lone surrogates,
 * NaN and infinities, big integers, dates, functions. JSON.stringify would drop or bend those without
 * a word, and two different records could then share one hash.
 */
export function canonicalJson(value: Json): string {
  refuseWhatJsonBends(value, '$');
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('nothing to write as JSON');
  return text;
}

function refuseWhatJsonBends(value: unknown, path: string): void {
  switch (typeof value) {
    case 'boolean':
      return;
    case 'string':
      if (!value.isWellFormed()) throw new TypeError(`${path} holds half a surrogate pair`);
      return;
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${path} is not a finite number`);
      return;
    case 'object':
      if (value === null) return;
      if (Array.isArray(value)) {
        // Array.from, because forEach would step over holes.
        Array.from(value).forEach((item, index) => {
          refuseWhatJsonBends(item, `${path}[${index}]`);
        });
        return;
      }
      if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) {
        throw new TypeError(`${path} is a ${value.constructor?.name ?? 'class'} and no plain object`);
      }
      for (const [name, item] of Object.entries(value)) {
        if (!name.isWellFormed()) throw new TypeError(`${path} has a name with half a surrogate pair`);
        refuseWhatJsonBends(item, `${path}.${name}`);
      }
      return;
    default:
      throw new TypeError(`${path} is ${typeof value}, which JSON cannot carry`);
  }
}
