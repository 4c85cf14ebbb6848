import { createHmac, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';

let day = '';
let key = Buffer.alloc(0);

/**
 * A mark for where a request comes from, for limits alone: a hash of the shortened address under a key
 * that lives in this process and for this day, so that nobody can tell the address from it, nor one
 * day's visitor from the next day's. Never written anywhere. `forwarded` is X-Forwarded-For, given only
 * where the settings say that a proxy of ours wrote it.
 */
export function clientMark(address: string | undefined, forwarded: string | null, now: Date): string {
  const today = now.toISOString().slice(0, 10);
  if (today !== day) [day, key] = [today, randomBytes(32)];
  // The last entry is what our own proxy saw; those before it are what the client says.
  const from = forwarded?.split(',').at(-1)?.trim() || address || '';
  return createHmac('sha256', key).update(shortened(from)).digest('base64url').slice(0, 16);
}

/** The network that an address is in: /24 of IPv4, /56 of IPv6, since one person has many of each. */
export function shortened(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').split('%', 1)[0]!;
  if (!isIPv6(plain)) return plain.split('.').slice(0, 3).join('.');
  const [head = '', tail] = plain.split('::');
  const start = head ? head.split(':') : [];
  const end = tail ? tail.split(':') : [];
  const middle = tail === undefined ? 0 : 8 - start.length - end.length;
  const groups = [...start, ...Array(Math.max(middle, 0)).fill('0'), ...end];
  const digits = groups.map((group) => group.padStart(4, '0').toLowerCase()).join('');
  return digits.slice(0, 14);
}
