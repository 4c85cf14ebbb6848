import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createElement, type FunctionComponent } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { sampleTestimony } from '@/lib/reading/testing/sample-archive';
import { type Translator, translator } from './translator';

interface Shown {
  found: object;
  lang: string;
  t: Translator;
}

it.each([
  ['en', /recognise them even after they are erased/],
  ['ar', /يستطيع التعرف عليها حتى بعد محوها/],
] as const)('a record’s page says in %s that who copied its words can recognise them when they are erased', async (lang, said) => {
  const file = path.resolve('app/[lang]/(reading)/t/[reference]/cite-and-verify.tsx');
  const module = await import(/* @vite-ignore */ pathToFileURL(file).href);
  const VerifyRow: FunctionComponent<Shown> = module.VerifyRow;
  const form = sampleTestimony({ reference: 'aaaaaaaaaa', text: 'Words.' });
  const testimony = { key: form.reference, version: 1, digest: 'ab', form };
  const found = {
    state: 'published',
    testimony,
    versions: [{ version: 1, digest: 'ab', day: '2016-12-14' }],
  };
  const html = renderToStaticMarkup(createElement(VerifyRow, { found, lang, t: translator(lang) }));
  expect(html).toMatch(said);
});
