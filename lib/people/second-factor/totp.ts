import { createHmac } from 'node:crypto';

/** What every authenticator app does when an address says nothing else (RFC 6238, section 4 and 5.2). */
export const TOTP = { seconds: 30, digits: 6, secretBytes: 20 } as const;

/** The number of the half-minute in which `at` lies, counted from 1970 (RFC 6238, T). */
export function totpStep(at: Date): number {
  return Math.floor(at.getTime() / 1000 / TOTP.seconds);
}

/** The code of one step: HOTP with SHA-1 over the step's number, cut to six digits (RFC 4226, 5.3). */
export function totpCode(secret: Uint8Array, step: number, digits: number = TOTP.digits): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const from = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(from) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The step whose code `code` is, among the present one and its two neighbours (a phone's clock may be
 * off, and typing takes time), and later than `after`; null when there is none. A step that was used
 * is never taken again: whoever looked over a shoulder has seen a code of no worth.
 */
export function matchTotp(secret: Uint8Array, code: string, now: Date, after: number): number | null {
  const present = totpStep(now);
  let found: number | null = null;
  for (const step of [present - 1, present, present + 1]) {
    if (step > after && sameText(totpCode(secret, step), code)) found ??= step;
  }
  return found;
}

// All of it is compared, whatever differs first.
function sameText(a: string, b: string): boolean {
  let different = a.length ^ b.length;
  for (let at = 0; at < a.length; at++) different |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return different === 0;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes in base 32 without padding (RFC 4648, section 6): how a secret is typed into an app by hand. */
export function base32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

/** The address that a QR code holds and an app opens: whose secret this is, and for which archive. */
export function otpauthAddress(secret: Uint8Array, account: { name: string; archive: string }): string {
  const issuer = `Sawt ${account.archive.replaceAll(':', ' ')}`;
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account.name)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}

/** A code as people type it: with spaces, and in the digits of their keyboard (Arabic-Indic, Persian). */
export function readTypedCode(raw: string): string {
  return raw
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/[\s\p{Cf}-]/gu, '');
}
