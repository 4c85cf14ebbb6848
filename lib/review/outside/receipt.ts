import { createHash } from 'node:crypto';
import type { Context } from '@/lib/context';

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** A receipt to look up by: 100 random bits, in groups that can be copied by hand. */
export function makeReceipt(random: Context['random']): string {
  const letters = [...random(20)].map((byte) => LETTERS[byte % 32]);
  return [0, 5, 10, 15].map((from) => letters.slice(from, from + 5).join('')).join('-');
}

/** What is kept of a receipt: whoever reads the database cannot ask in the sender's place. */
export function receiptDigest(receipt: string): string {
  const plain = receipt
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
  return createHash('sha256').update(plain).digest('hex');
}
