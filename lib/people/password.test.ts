import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkNewPassword, generatePassword, hashPassword, verifyPassword } from './password';

describe('a password', () => {
  it('is kept as argon2id of at least 19 MiB and two passes, salted anew each time', async () => {
    const [one, other] = await Promise.all([
      hashPassword('a long enough word'),
      hashPassword('a long enough word'),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$/);
    expect(one).not.toBe(other);
    const [, memory, passes] = /m=(\d+),t=(\d+)/.exec(one) ?? [];
    expect(Number(memory)).toBeGreaterThanOrEqual(19 * 1024);
    expect(Number(passes)).toBeGreaterThanOrEqual(2);
  });

  it('is right for its own hash alone, however the keyboard composes its letters', async () => {
    const kept = await hashPassword('caf\u00e9 caf\u00e9 caf\u00e9');
    expect(await verifyPassword(kept, 'cafe\u0301 cafe\u0301 cafe\u0301')).toBe(true);
    expect(await verifyPassword(kept, 'cafe cafe cafe')).toBe(false);
    expect(await verifyPassword(kept, 'x'.repeat(100_000))).toBe(false);
  });

  it('never fits an account that does not exist, and refusing takes as long', async () => {
    const kept = await hashPassword('a long enough word');
    await verifyPassword(null, 'warm up');
    const times = { known: [] as number[], unknown: [] as number[] };
    // The quickest of each: what the machine does besides only ever adds, and a calm moment comes.
    const ratio = () => Math.min(...times.unknown) / Math.min(...times.known);
    const alike = () => ratio() > 0.6 && ratio() < 1.7;
    for (let tries = 0; tries < 5 || (tries < 50 && !alike()); tries++) {
      for (const which of ['known', 'unknown'] as const) {
        const start = performance.now();
        expect(await verifyPassword(which === 'known' ? kept : null, `wrong ${tries}`)).toBe(false);
        times[which].push(performance.now() - start);
      }
    }
    expect(alike(), `refusing an unknown account takes ${ratio().toFixed(2)} times as long`).toBe(true);
    expect(await verifyPassword(null, '\0')).toBe(false);
  });

  it('is refused when it is short, repeats itself, or holds the name', () => {
    for (const weak of ['short', 'aaaaaaaaaaaaaaa', 'xxLINA-1984-xx', 'y'.repeat(257)]) {
      expect(checkNewPassword(weak, 'lina-1984'), weak).toMatchObject({ reason: 'weak-password' });
    }
    expect(checkNewPassword('أربع كلمات بلا معنى', 'lina').ok).toBe(true);
  });

  it('that is handed over is 100 bits that can be typed', () => {
    let turn = 0;
    const random = (size: number) => createHash('sha256').update(String(turn++)).digest().subarray(0, size);
    const made = new Set(Array.from({ length: 200 }, () => generatePassword(random)));
    expect(made.size).toBe(200);
    for (const password of made)
      expect(password).toMatch(/^[0-9a-hjkmnp-tv-z]{5}(-[0-9a-hjkmnp-tv-z]{5}){3}$/);
  });
});
