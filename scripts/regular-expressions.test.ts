import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { check } from 'recheck';
import ts from 'typescript';
import { expect, it } from 'vitest';

/**
 * A pattern that backtracks lets one stranger's line hold up everybody, so every one in the source is
 * judged. Where the judge finds a way to make one slow, it must be harmless for the reason given here.
 */
const OUR_OWN_PAGE = 'reads our own page, where React escapes < and > in all words and attributes';
const HARMLESS: Record<string, string> = {
  '<script\\b([^>]*)>[\\s\\S]*?<\\/script>': OUR_OWN_PAGE,
  '<link\\b[^>]*\\b(?:as="script"|rel="modulepreload")[^>]*>': OUR_OWN_PAGE,
  '<!--[\\s\\S]*?-->': OUR_OWN_PAGE,
};

/**
 * Judged safe before, one a line: judging all takes half a minute. What is not in the list is judged in
 * every run and named, and everything at the long size.
 */
const LIST = 'scripts/safe-patterns.txt';
const LONG = process.env.SAWT_TEST_SIZE === 'long';

interface Pattern {
  file: string;
  source: string;
  flags: string;
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|m?js)$/.test(name))
    .filter((name) => !/(\.test|\.contract)\.tsx?$|\.d\.m?ts$|(^|\/)(testing|generated)\//.test(name))
    .map((name) => path.join(folder, name));
}

function patternsOf(file: string): Pattern[] {
  const found: Pattern[] = [];
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ file, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const patterns = ['app', 'lib', 'scripts', 'public'].flatMap(sourcesUnder).flatMap(patternsOf);

it('no regular expression of the source can be made slow by what it is asked', async () => {
  expect(patterns.length).toBeGreaterThan(150);
  const judged = new Set(LONG ? [] : readFileSync(LIST, 'utf8').split('\n'));
  const slow: string[] = [];
  const unknown: string[] = [];
  for (const { file, source, flags } of patterns) {
    const words = `/${source}/${flags}`;
    if (judged.has(words) || HARMLESS[source] !== undefined) continue;
    judged.add(words);
    const verdict = await check(source, flags, { timeout: 60_000 });
    if (verdict.status === 'vulnerable') slow.push(`${file}: ${words} ${verdict.complexity.summary}`);
    if (verdict.status === 'unknown') unknown.push(`${file}: ${words}`);
  }
  const listed = new Set(readFileSync(LIST, 'utf8').split('\n'));
  const behind = [...judged].filter((words) => !listed.has(words));
  if (behind.length > 0) console.log(`judged in every run, not being in ${LIST}:\n${behind.join('\n')}`);
  expect(slow).toEqual([]);
  expect(unknown, 'too hard to judge in a minute: write it more simply').toEqual([]);
}, 600_000);

it('the judge knows a slow one when it sees it', async () => {
  expect(await check('^(a+)+$', '')).toMatchObject({ status: 'vulnerable' });
});
