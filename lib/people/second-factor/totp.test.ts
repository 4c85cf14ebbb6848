import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base32, matchTotp, otpauthAddress, readTypedCode, TOTP, totpCode, totpStep } from './totp';

// RFC 6238, appendix B, the rows of SHA-1: seconds since 1970 and eight digits.
const SECRET = Buffer.from('12345678901234567890', 'ascii');
const VECTORS: [number, string][] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
];
const LONG = process.env.SAWT_TEST_SIZE === 'long';

describe('a code of an authenticator app', () => {
  it.each(VECTORS)('at second %i is what RFC 6238 says', (seconds, code) => {
    expect(totpCode(SECRET, totpStep(new Date(seconds * 1000)), 8)).toBe(code);
  });

  it('is taken one step early or late, and neither sooner nor later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 2 ** 31 }), fc.integer({ min: -4, max: 4 }), (step, off) => {
        const now = new Date(step * TOTP.seconds * 1000 + 12_345);
        const found = matchTotp(SECRET, totpCode(SECRET, step + off), now, 0);
        // Two codes of a million are the same now and then; then it is the neighbour's.
        if (Math.abs(off) <= 1) expect(found).not.toBeNull();
        else if (found !== null) expect(totpCode(SECRET, found)).toBe(totpCode(SECRET, step + off));
      }),
      { numRuns: LONG ? 20_000 : 500 },
    );
  });

  it('is not taken of a step that was used, nor of one before it', () => {
    const step = 50_000_000;
    const now = new Date(step * TOTP.seconds * 1000);
    expect(matchTotp(SECRET, totpCode(SECRET, step), now, step - 1)).toBe(step);
    expect(matchTotp(SECRET, totpCode(SECRET, step), now, step)).toBeNull();
    expect(matchTotp(SECRET, totpCode(SECRET, step - 1), now, step)).toBeNull();
    expect(matchTotp(SECRET, '', now, 0)).toBeNull();
    expect(matchTotp(SECRET, `${totpCode(SECRET, step)}0`, now, 0)).toBeNull();
  });

  it('is read as people type it', () => {
    expect(readTypedCode(' 123 456 ')).toBe('123456');
    expect(readTypedCode('١٢٣٤٥٦')).toBe('123456');
    expect(readTypedCode('\u200f۱۲۳-۴۵۶')).toBe('123456');
  });
});

describe('a secret', () => {
  it('is written in base 32 as RFC 4648 says', () => {
    const words: [string, string][] = [
      ['', ''],
      ['f', 'MY'],
      ['fo', 'MZXQ'],
      ['foo', 'MZXW6'],
      ['foob', 'MZXW6YQ'],
      ['fooba', 'MZXW6YTB'],
      ['foobar', 'MZXW6YTBOI'],
    ];
    for (const [plain, written] of words) expect(base32(Buffer.from(plain))).toBe(written);
  });

  it('is carried in an address that says whose it is', () => {
    const address = new URL(otpauthAddress(SECRET, { name: 'ليلى', archive: 'archive.example:8443' }));
    expect(address.protocol).toBe('otpauth:');
    expect(address.searchParams.get('issuer')).toBe('Sawt archive.example 8443');
    expect(address.searchParams.get('secret')).toBe(base32(SECRET));
    expect(decodeURIComponent(address.pathname)).toContain('Sawt archive.example 8443:ليلى');
  });
});
