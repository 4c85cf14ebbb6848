import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FORMATS } from './index';

it('docs/importing.md tells of every format, how to get it and what is read', () => {
  const page = readFileSync(new URL('../../../docs/importing.md', import.meta.url), 'utf8');
  for (const { name } of FORMATS) expect(page, name).toContain(`\n| \`${name}\` |`);
});
