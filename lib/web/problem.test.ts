import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { apiArabic } from './essays/api-ar';
import { apiEnglish } from './essays/api-en';

it('every kind of problem is explained where its type leads, in both languages', () => {
  const written = ['lib/web', 'app', 'lib/search'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
  );
  const kinds = written.flatMap((source) => [
    ...[...source.matchAll(/problem\(\s*\d+\s*,\s*'([a-z-]+)'/g)].map(([, kind]) => kind),
    ...[...source.matchAll(/'(search-(?:away|too-slow|busy))'/g)].map(([, kind]) => kind),
  ]);
  expect(new Set(kinds).size).toBeGreaterThan(5);
  for (const essay of [apiEnglish, apiArabic]) {
    const explained = essay.sections.map(({ id }) => id);
    for (const kind of [...kinds, 'withdrawn', 'erased']) expect(explained, essay.title).toContain(kind);
  }
});
