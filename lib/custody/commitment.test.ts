import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commitTo, opensCommitment } from './commitment';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

it('opens for the very value, field and salt, and for nothing else', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), bytes32, bytes32, (value, other, salt, otherSalt) => {
      const commitment = commitTo('text', value, salt);
      expect(opensCommitment(commitment, 'text', value, salt)).toBe(true);
      expect(opensCommitment(commitment, 'text', other, salt)).toBe(
        Buffer.from(other).equals(Buffer.from(value)),
      );
      expect(opensCommitment(commitment, 'form', value, salt)).toBe(false);
      expect(opensCommitment(commitment, 'text', value, otherSalt)).toBe(
        Buffer.from(salt).equals(Buffer.from(otherSalt)),
      );
    }),
  );
});

it('is HMAC-SHA-256 as the standard has it, so that anybody can check it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes32, (value, salt) => {
      const standard = createHmac('sha256', salt).update('sawt/commitment/1\ntext\n').update(value).digest();
      expect(Buffer.from(commitTo('text', value, salt))).toEqual(standard);
    }),
  );
});

it('commits to text and to its UTF-8 bytes alike', () => {
  const salt = randomBytes(32);
  expect(commitTo('text', 'حلب', salt)).toEqual(commitTo('text', Buffer.from('حلب'), salt));
});

it('refuses a short salt and a field name that could run into the value', () => {
  expect(() => commitTo('text', 'words', randomBytes(16))).toThrow(RangeError);
  expect(() => commitTo('text\nmore', 'words', randomBytes(32))).toThrow(RangeError);
});
