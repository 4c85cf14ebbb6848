import { z } from 'zod';

/** A slug names a person, account, source, event, place or collection in addresses. Never changed once public. */
export const slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case Latin letters and digits, joined by hyphens');

/**
 * Makes a slug from a name: accents off, anything but Latin letters and digits becomes a hyphen.
 * A name with no Latin letters (one in Arabic, say) gives '', and the caller must choose another way.
 */
export function slugify(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-|-$/g, '');
}
