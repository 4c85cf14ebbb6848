import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join('docs', name)),
];

it.each(PAGES)('%s links to nothing that is not there', (page) => {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
    ([, link]) => link!,
  );
  const missing = links.filter((link) => !existsSync(path.join(path.dirname(page), link)));
  expect(missing).toEqual([]);
});

it('every command of the operators’ tool is in docs/operating.md', () => {
  const operating = readFileSync('docs/operating.md', 'utf8');
  const commands = readdirSync('scripts/archive')
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.replace('.ts', ''));
  expect(commands.filter((command) => !operating.includes(`archive -- ${command}`))).toEqual([]);
});
