import { expect, it } from 'vitest';
import { openSearchDescription } from './opensearch';
import { judgeXml } from './testing/judge-xml';

it('the OpenSearch description is as its specification wants it, wherever the archive stands', () => {
  for (const base of ['https://archive.example', 'http://localhost:3000', 'https://a.example/x&y']) {
    expect(judgeXml(openSearchDescription(base), 'opensearch')).toEqual([]);
  }
  const longer = openSearchDescription('https://a.example').replace(
    '>Sawt<',
    '>Sawt, an archive of testimony<',
  );
  expect(judgeXml(longer, 'opensearch')).not.toEqual([]);
});
