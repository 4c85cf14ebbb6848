import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, type Json } from './canonical-json';

it('writes the example of RFC 8785, section 3.2.2, as the specification prints it', () => {
  const value = {
    // biome-ignore lint/correctness/noPrecisionLoss: the specification's own number
    numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

it('orders names by UTF-16 code units, not by code points', () => {
  expect(canonicalJson({ '\ufb33': 1, '\u{1f600}': 2 })).toBe('{"\u{1f600}":2,"\ufb33":1}');
});

it('refuses whatever JSON would drop or bend', () => {
  const bad: unknown[] = [
    undefined,
    [undefined],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    [1, , 2],
    { a: undefined },
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    new Date(0),
    new Map(),
    () => 1,
    '\ud800',
    { '\udc00': 1 },
    ['ok', { deep: 'x\udbff' }],
  ];
  for (const value of bad) expect(() => canonicalJson(value as Json)).toThrow(TypeError);
});

it('gives one text for one value, and the value back', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value as Json);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      // -0 is 0 in JSON: compare what JSON itself keeps.
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
