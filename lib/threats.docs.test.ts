import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The tests that docs/threats.md names: a file in backquotes, a colon, names in quotation marks. */
const rows = readFileSync('docs/threats.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| against'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('the table of threats', () => {
  it.each(rows.map((cells) => [cells[1]!, cells[4]!]))('names tests that are there: %s', (_, tests) => {
    if (tests === 'no test yet') return;
    const parts = tests.split(/; (?=`)/).map((part) => /^`([^`]+)`: (“[^”]+”(?:, “[^”]+”)*)$/.exec(part));
    expect(parts).not.toContain(null);
    for (const part of parts) {
      const source = readFileSync(part![1]!, 'utf8');
      for (const [, name] of part![2]!.matchAll(/“([^”]+)”/g)) expect(source).toContain(name);
    }
  });
});
