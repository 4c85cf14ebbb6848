import type { Browser, BrowserContext, Page } from '@playwright/test';
import { archive } from './archive';
import { keepAuthenticator, nextAnswer } from './authenticator';

/** Signs in on this page as a person does, second factor included, and waits for the desk. */
export async function signIn(page: Page, name: string, password: string, from = '/signin'): Promise<void> {
  await page.goto(archive().url + from);
  await showPassword(page, name, password);
  await showSecondFactor(page, name);
  await page.waitForURL('**/desk**');
}

/** Fills in the form of the sign-in page and waits for what comes of it: the desk, or the next step. */
export async function showPassword(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(/\/desk|\/signin\/second-factor/);
}

/**
 * Where a second factor is asked for: sets it up, as at a first sign-in, by the secret on the page, or
 * shows a code of it, or a recovery code where no fresh one is to be had within this half-minute.
 */
export async function showSecondFactor(page: Page, name: string): Promise<void> {
  if (!page.url().includes('/signin/second-factor')) return;
  const secret = page.locator('code.secret');
  if ((await secret.count()) > 0) {
    await keepAuthenticator(name, {
      secret: (await secret.innerText()).replaceAll(' ', ''),
      recovery: await page.locator('ul.codes li').allInnerTexts(),
    });
    await page.getByLabel('I have kept the recovery codes').check();
    await page.getByLabel('Code of six digits').fill((await nextAnswer(name)).value);
    await page.getByRole('button', { name: 'Set up and go on' }).click();
    return;
  }
  const answer = await nextAnswer(name);
  if (answer.is === 'recovery') {
    await page.getByText('The device is not at hand').click();
    await page.getByLabel('Recovery code').fill(answer.value);
    await page.getByRole('button', { name: 'Sign in', exact: true }).last().click();
  } else {
    await page.getByLabel('Code of six digits').fill(answer.value);
    await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
  }
}

/** A browser context of its own that is signed in. */
export async function signedIn(browser: Browser, name: string, password: string): Promise<BrowserContext> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, name, password);
  await page.close();
  return context;
}
