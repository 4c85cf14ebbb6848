import { describe, expect, test } from 'vitest';
import type { Lexicon } from './clitics';
import { highlight } from './highlight';
import { textHas } from './match';
import { MATRIX, MATRIX_LEXICON } from './matrix';
import { parseQuery } from './query';
import { tokenise } from './tokens';

const lexicon: Lexicon = {
  isName: (form) => MATRIX_LEXICON.names.includes(form),
  count: (form) => MATRIX_LEXICON.counts[form] ?? 0,
};

describe.each(Object.entries(MATRIX))('%s', (_, rows) => {
  test.each(rows)('%j in %j lights %j', (asked, text, lit) => {
    const query = parseQuery(asked);
    const tokens = tokenise(text);
    const found = query.terms.every((term) => textHas(term, lexicon)(tokens) !== term.negated);
    expect(found).toBe(lit !== null);
    if (lit !== null) {
      expect(highlight(text, query, lexicon).map(([start, end]) => text.slice(start, end))).toEqual(lit);
    }
  });
});

test('the table holds at least 150 cases', () => {
  expect(Object.values(MATRIX).flat().length).toBeGreaterThanOrEqual(150);
});
