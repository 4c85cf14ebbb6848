import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvLine } from './csv-line';

const cellsOf = (line: string): string[] => parse(line, { relax_column_count: true })[0] ?? [];

it.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\u200f=1+1',
  '\u200b\u2066=1+1',
  '\ufeff=1',
  ' =1',
  '\u00a0=1',
  '\t=1',
  '\r\n=1',
  '\u0000=1',
  '\u3164=1',
  '＝1',
  '=HYPERLINK("http://example.org","x")',
])('opens %j as text', (formula) => {
  const [cell] = cellsOf(csvLine([formula, 'x']));
  expect(cell).toBe(`'${formula}`);
});

it('gives every other text back to the letter, in either script', () => {
  for (const text of ['لماذا أنتم صامتون؟', 'a, "b"\nc', '؛;', '1=1', '', ' spaced ', '2016-12-14~']) {
    expect(cellsOf(csvLine([text, 'x']))[0]).toBe(text);
  }
});

it('lets no cell begin with what a spreadsheet runs, whatever the text', () => {
  const invisible = fc.constantFrom('\u200f', '\u200b', '\u2067', '\u00ad', ' ', '\t', '\u0001', '\ufeff');
  const text = fc.tuple(fc.array(invisible), fc.constantFrom('=', '+', '-', '@', ''), fc.string());
  fc.assert(
    fc.property(text, ([before, sign, rest]) => {
      const [cell] = cellsOf(csvLine([[...before, sign, rest].join(''), 'x']));
      const seen = (cell ?? '').replace(/^[\p{Cf}\p{Cc}\p{Z}\s]+/u, '');
      expect(seen).not.toMatch(/^[=+\-@]/);
    }),
  );
});

it('leaves nothing where nothing is known', () => {
  expect(csvLine([null, 3, ''])).toBe(',3,\r\n');
});
