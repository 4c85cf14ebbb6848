import { rm, writeFile } from 'node:fs/promises';
import { type Browser, chromium } from '@playwright/test';
import sharp from 'sharp';
import { EXPECTED_ROWS, type ExpectedRow } from '@/prisma/corpus/testing/expected-rows';
import { makeDataFolder, startArchive } from './support/archive';
import { findBrowser } from './support/browser';

/**
 * `npm run pictures`: takes the pictures of the reading room under docs/pictures anew, of an archive
 * that it founds for that and removes. A picture too large for a page of documentation is an error.
 */
const { Q1, Q5 } = EXPECTED_ROWS as Record<'Q1' | 'Q5', ExpectedRow>;
const TOO_LARGE = 150_000;

interface Wanted {
  path: string;
  width: number;
  height: number;
  dark?: boolean;
  paper?: boolean;
}
const PICTURES: Record<string, Wanted> = {
  home: { path: '/', width: 1280, height: 800 },
  search: { path: '/search?q=%D8%AD%D9%84%D8%A8', width: 1280, height: 800 },
  'reading-testimony': { path: `/t/${Q1.reference}`, width: 1280, height: 900 },
  'reading-testimony-ar-phone': { path: `/ar/t/${Q1.reference}`, width: 360, height: 1100 },
  'reading-testimony-paper': { path: `/t/${Q1.reference}`, width: 718, height: 1040, paper: true },
  'reading-person-ar': { path: '/ar/people/lina-shamy', width: 1280, height: 900 },
  'reading-event': { path: '/events/ceasefire-collapses', width: 1280, height: 900 },
  'reading-timeline-ar-phone': { path: '/ar/timeline', width: 360, height: 1100 },
  'reading-response-dark': { path: '/response', width: 1280, height: 900, dark: true },
  'reading-collection-dark-phone': {
    path: '/collections/fourteen-december',
    width: 360,
    height: 1100,
    dark: true,
  },
  'reading-warning-320': { path: `/t/${Q5.reference}`, width: 320, height: 900 },
};

const archive = await startArchive(await makeDataFolder());
const found = await findBrowser();
const browser = await chromium.launch(found);
let failed = false;
try {
  for (const [name, wanted] of Object.entries(PICTURES)) {
    const file = `docs/pictures/${name}.png`;
    const picture = await take(browser, wanted);
    failed ||= picture.length > TOO_LARGE;
    await writeFile(file, picture);
    console.log(`${file} ${(picture.length / 1000).toFixed(0)} kB`);
  }
} finally {
  await browser.close();
  await archive.stop();
  await rm(archive.dataDir, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

async function take(browser: Browser, { path, width, height, dark, paper }: Wanted): Promise<Buffer> {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    deviceScaleFactor: width < 500 ? 2 : 1,
  });
  await page.emulateMedia({ media: paper ? 'print' : 'screen' });
  await page.goto(archive.url + path);
  await page.evaluate(() => document.fonts.ready);
  const taken = await page.screenshot();
  await page.close();
  return sharp(taken).png({ palette: true, colours: 48, effort: 10 }).toBuffer();
}
