import type { Browser, BrowserContext, Page } from '@playwright/test';
import { archive } from './archive';

/** Signs in on this page as a person does, and waits for the desk. */
export async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.goto(`${archive().url}/signin`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/desk**');
}

/** A browser context of its own that is signed in. */
export async function signedIn(browser: Browser, name: string, password: string): Promise<BrowserContext> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, name, password);
  await page.close();
  return context;
}
