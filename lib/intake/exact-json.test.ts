import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from './exact-json';

const value = (text: string) => {
  const reading = parseExactJson(text);
  if (!reading.ok) throw new Error(reading.message);
  return reading.value;
};

describe('parseExactJson', () => {
  it('keeps every digit of integers beyond 2^53, and leaves strings and other numbers alone', () => {
    expect(
      value('{"id":808461429765046273,"n":-9007199254740993,"s":"x 808461429765046273","f":1.5e3,"k":7}'),
    ).toEqual({
      id: '808461429765046273',
      n: '-9007199254740993',
      s: 'x 808461429765046273',
      f: 1500,
      k: 7,
    });
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }), fc.string(), (id, text) => {
        expect(value(`[${id}, ${JSON.stringify(text)}]`)).toEqual([String(id), text]);
      }),
    );
  });

  it('reads all other JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const plain = JSON.parse(text);
        if (!/\d{16}/.test(text)) expect(value(text)).toEqual(plain);
      }),
    );
  });

  it('refuses nesting deeper than 64, but not brackets inside words', () => {
    expect(parseExactJson('['.repeat(65) + ']'.repeat(65))).toMatchObject({ ok: false, reason: 'too-deep' });
    expect(parseExactJson('['.repeat(64) + ']'.repeat(64))).toMatchObject({ ok: true });
    expect(parseExactJson(JSON.stringify('[{'.repeat(500)))).toMatchObject({ ok: true });
    expect(parseExactJson('{')).toMatchObject({ ok: false, reason: 'not-json' });
  });
});
