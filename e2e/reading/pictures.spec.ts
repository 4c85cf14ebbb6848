import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { setText } from '@/lib/reading/share-picture/set-text';
import { EXPECTED_ROWS, type ExpectedRow } from '@/prisma/corpus/testing/expected-rows';
import { archive } from '../support/archive';

const { Q1, Q5 } = EXPECTED_ROWS as Record<'Q1' | 'Q5', ExpectedRow>;
const SIZE = 64;

test('every page names a picture of ours, in its own language, that is there', async ({ request }) => {
  for (const [path, picture] of [
    [`/t/${Q1.reference}`, `/t/${Q1.reference}.png`],
    [`/ar/t/${Q1.reference}`, `/ar/t/${Q1.reference}.png`],
    [`/t/${Q5.reference}`, `/t/${Q5.reference}.png`],
    ['/people', '/share/en.png'],
    ['/ar', '/share/ar.png'],
  ] as const) {
    const html = await (await request.get(archive().url + path)).text();
    const named = /<meta property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? '';
    expect(new URL(named).pathname, path).toBe(picture);
    const answer = await request.get(archive().url + picture);
    expect([picture, answer.status(), answer.headers()['content-type']]).toEqual([picture, 200, 'image/png']);
    expect(answer.headers()['cache-control']).toBe('no-cache');
    expect((await answer.body()).length).toBeLessThan(100_000);
    const again = await request.get(archive().url + picture, {
      headers: { 'if-none-match': answer.headers().etag ?? '' },
    });
    expect(again.status()).toBe(304);
  }
  const typed = Q1.reference.toUpperCase();
  const moved = await request.get(`${archive().url}/ar/t/${typed}.png`, { maxRedirects: 0 });
  expect([moved.status(), moved.headers().location]).toEqual([308, `/ar/t/${Q1.reference}.png`]);
  expect((await request.get(`${archive().url}/t/zzzzzzzzzz.png`)).status()).toBe(404);
  expect((await request.get(`${archive().url}/share/fr.png`)).status()).toBe(404);
});

/** Ink on paper, cut to where the ink is, as grey values; null without ink. */
async function inkOf(png: Buffer, width?: number, height?: number) {
  const cut = sharp(
    await sharp(png).flatten({ background: '#fff' }).trim({ background: '#fff' }).png().toBuffer(),
  );
  const sized = width === undefined ? cut : cut.resize(width, height, { fit: 'fill' });
  return sized.greyscale().raw().toBuffer({ resolveWithObject: true });
}

test('letters in a picture stand as a browser sets them, from both sides', async ({ page }) => {
  const face = (name: string) =>
    `data:font/ttf;base64,${readFileSync(`lib/reading/share-picture/fonts/${name}.ttf`).toString('base64')}`;
  await page.setViewportSize({ width: 1200, height: 200 });
  for (const [text, direction] of [
    ['Assad & Iranians broke the ceasefire', 'ltr'],
    ['الأسد والإيرانيون خرقوا وقف النار', 'rtl'],
    ['«نقلت BBC (و CNN) 12 خبرًا» لا أكثر', 'rtl'],
    ['He said “صباح الخير”, then 3 words', 'ltr'],
  ] as const) {
    await page.setContent(
      `<style>@font-face{font-family:L;src:url(${face('literata-400')})}@font-face{font-family:N;src:url(${face('naskh-400')})}
      body{margin:40px;font:${SIZE}px/1.8 L,N;white-space:nowrap}</style><div dir="${direction}">${text.replace('&', '&amp;')}</div>`,
    );
    await page.evaluate(() => Promise.all([...document.fonts].map((font) => font.load())).then(() => {}));
    const theirs = await inkOf(await page.screenshot());
    const [line] = setText(text, { size: SIZE, weight: 400, width: 4_000, direction });
    let x = 40;
    const paths = (line?.runs ?? []).flatMap(({ face: font, glyphs }) =>
      glyphs.map((glyph) => {
        const scale = SIZE / font.unitsPerEm;
        const left = x + (glyph.x * SIZE) / 1000;
        x += (glyph.advance * SIZE) / 1000;
        return `<path transform="matrix(${scale} 0 0 ${-scale} ${left} ${100 - (glyph.y * SIZE) / 1000})" d="${font.outline(glyph.id)}"/>`;
      }),
    );
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="200"><rect width="100%" height="100%" fill="#fff"/>${paths.join('')}</svg>`;
    const png = await sharp(Buffer.from(svg)).png().toBuffer();
    const own = await inkOf(png);
    expect(Math.abs(own.info.width - theirs.info.width), text).toBeLessThanOrEqual(4);
    expect(Math.abs(own.info.height - theirs.info.height), text).toBeLessThanOrEqual(3);
    const same = await inkOf(png, theirs.info.width, theirs.info.height);
    let different = 0;
    let ink = 0;
    for (const [at, value] of theirs.data.entries()) {
      different += Math.abs(value - (same.data[at] ?? 0));
      ink += 255 - value;
    }
    // Two renderers smooth edges in two ways; a wrong order or shape moves most of the ink.
    expect(different / ink, text).toBeLessThan(0.35);
  }
});
