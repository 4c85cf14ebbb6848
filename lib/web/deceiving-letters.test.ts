import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createElement, type FunctionComponent } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';

/** What turns the order of letters around, at the end of which nothing turns it back. */
const DECEIVING = ['\u202eoppela', '\u202bab', '\u2067ab', '\u2066نحن', 'ab\u202d\u202e', '\u200fab\u200e'];
const TURNS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

async function component<Props>(file: string, name: string): Promise<FunctionComponent<Props>> {
  const module = await import(/* @vite-ignore */ pathToFileURL(path.resolve(file)).href);
  return module[name];
}

describe('letters that turn the order around', () => {
  it('end with the element that they stand in, and are kept as they are', async () => {
    const Text = await component<{ of: Record<string, string>; lang: string }>(
      'app/_components/text.tsx',
      'Text',
    );
    for (const text of DECEIVING) {
      for (const lang of ['en', 'ar']) {
        const html = renderToStaticMarkup(createElement(Text, { of: { en: text }, lang }));
        // <bdi> isolates (HTML, 15.3.5): what is opened in it is closed behind it.
        expect(html).toMatch(/^<bdi [^>]*dir="ltr">[^<]*<\/bdi>$/);
        expect(html).toContain(text);
      }
    }
  });

  it('are read by name at the desk, and turn nothing there', async () => {
    const Revealed = await component<{ text: string; lang: string | null; reveal: boolean }>(
      'app/[lang]/(desk)/desk/_components/revealed-text.tsx',
      'RevealedText',
    );
    for (const text of DECEIVING) {
      const html = renderToStaticMarkup(createElement(Revealed, { text, lang: null, reveal: true }));
      expect(html).not.toMatch(TURNS);
      expect(html).toMatch(/^<div dir="auto">.*<bdi [^>]*title="U\+20[0-9A-F]{2}" dir="ltr">[A-Z]+<\/bdi>/);
    }
  });
});
