import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

export interface FoundBrowser {
  executablePath: string;
  args: string[];
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
// Chromium's own errands would only be refused where there is no internet, and slow every start.
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * Finds a real Chromium: one on the PATH, Playwright's own download, or the one inside an npm package,
 * which is always there. As root it runs without its sandbox, which root cannot have.
 */
export async function findBrowser(): Promise<FoundBrowser> {
  const args = [...QUIET, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of NAMES) {
      const file = path.join(folder, name);
      if (existsSync(file)) return { executablePath: file, args };
    }
  }
  if (existsSync(chromium.executablePath())) return { executablePath: chromium.executablePath(), args };
  const { default: packaged } = await import('@sparticuz/chromium');
  const unwanted = ['--single-process', '--disable-web-security'];
  return {
    executablePath: await packaged.executablePath(),
    args: [...packaged.args.filter((word) => !unwanted.includes(word)), ...args],
  };
}
