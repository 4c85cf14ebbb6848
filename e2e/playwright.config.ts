import { defineConfig } from '@playwright/test';
import { findBrowser } from './support/browser';

const browser = await findBrowser();

// Journeys against the whole archive as `npm start` brings it up, on a data folder of its own
// (support/archive.ts): one server for all, so each journey works on records of its own.
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './support/global-setup.ts',
  fullyParallel: false,
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  // Far beyond what anything takes: a machine that is busy with other work is no failure.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['../scripts/test/playwright-tally.ts']],
  use: {
    launchOptions: { executablePath: browser.executablePath, args: browser.args },
    screenshot: 'only-on-failure',
  },
});
