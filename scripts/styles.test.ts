import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

const TOKENS = path.join('app', 'styles', 'tokens.css');
// A sheet that says left or right, or counts in width and height, is wrong in Arabic or needs a second one.
const PHYSICAL =
  /^\s*(?:(?:(?:margin|padding|border|scroll-margin|scroll-padding)-)?(?:left|right|top|bottom)(?:-\w+)*|(?:min-|max-)?(?:width|height)|border-(?:top|bottom)-(?:left|right)-radius|float|(?:text-align|clear)\s*:\s*(?:left|right)[;}])\s*:?/;

async function sheets(): Promise<string[]> {
  const found = await readdir('app', { recursive: true });
  return found.filter((name) => name.endsWith('.css')).map((name) => path.join('app', name));
}

/** The lines of a sheet that declare something, with their numbers; comments and conditions left out. */
function declarations(css: string): [number, string][] {
  const bare = css.replace(/\/\*.*?\*\//gs, (comment) => comment.replace(/[^\n]/g, ''));
  return bare
    .split('\n')
    .map((line, at): [number, string] => [at + 1, line])
    .filter(([, line]) => !line.trimStart().startsWith('@') && /:.*;\s*$/.test(line));
}

it('every sheet uses logical properties alone', async () => {
  for (const sheet of await sheets()) {
    const wrong = declarations(await readFile(sheet, 'utf8')).filter(([, line]) => PHYSICAL.test(line));
    expect(wrong, sheet).toEqual([]);
  }
});

it('there is one set of tokens: no other sheet names a colour, a typeface or a token of its own', async () => {
  for (const sheet of await sheets()) {
    if (sheet === TOKENS) continue;
    const wrong = declarations(await readFile(sheet, 'utf8')).filter(
      ([, line]) =>
        /^\s*--/.test(line) ||
        /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|:\s*(?:white|black|red|green)\b/i.test(line) ||
        (/font-family:/.test(line) && !/var\(|^\s*font-family: (?:Literata|Naskh);/.test(line)),
    );
    expect(wrong, sheet).toEqual([]);
  }
});

it('a screen in the dark and a sheet of paper have every colour that a screen by day has', async () => {
  const tokens = await readFile(TOKENS, 'utf8');
  const colours = (css: string) => new Set([...css.matchAll(/(--\w+): #/g)].map(([, name]) => name));
  const [day = '', dark = '', paper = ''] = tokens.split('@media');
  expect(colours(day).size).toBeGreaterThan(5);
  expect(colours(dark)).toEqual(colours(day));
  expect(colours(paper)).toEqual(colours(day));
});
