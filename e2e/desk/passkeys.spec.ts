import { expect, test } from '@playwright/test';
import { archive } from '../support/archive';
import { type Inside, openInside } from '../support/inside';
import { signIn } from '../support/sign-in';

let inside: Inside;
test.beforeAll(async () => {
  inside = await openInside();
});
test.afterAll(() => inside.close());

test('a passkey made at the desk opens it again without password and code, until it is taken away', async ({
  browser,
}) => {
  const name = `passkey-${Date.now().toString(36)}`;
  const { actor, password } = await inside.makePerson(name, 'curator');
  const context = await browser.newContext();
  const page = await context.newPage();
  // Chromium's own authenticator, of software: it makes and signs what a phone would.
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await signIn(page, name, password);
  await page.goto(`${archive().url}/desk/self`);
  await page.getByLabel('A name for it').fill('A phone');
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await expect(page.getByRole('status').first()).toContainText('The passkey is there');
  await expect(page.locator('section[aria-labelledby="passkeys"] li')).toContainText('A phone');
  const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId });
  expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }]);

  const signInByPasskey = async (from: string) => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.goto(archive().url + from);
    await page.getByRole('button', { name: /Sign in with a passkey|ادخل بمفتاح مرور/ }).click();
  };
  await signInByPasskey('/signin?callbackUrl=%2Fdesk%2Fself');
  await page.waitForURL('**/desk/self');
  await expect(page.locator('.who')).toContainText(name);
  await expect(page.locator('section[aria-labelledby="passkeys"] li')).toContainText('last used');

  // Signing in again in the same browser ends the session that it had.
  await page.goto(`${archive().url}/signin?again=1`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL('**/desk');
  const open = await inside.context.db.session.count({ where: { userId: actor.id, revokedAt: null } });
  expect(open).toBe(1);

  // A device that does not make sure who holds it makes an answer that counts nothing.
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await signInByPasskey('/signin');
  await expect(page.getByRole('status')).toContainText('The browser gave no passkey');
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });

  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL('**/desk');
  await page.goto(`${archive().url}/desk/self`);
  await page.getByRole('button', { name: 'Take it away' }).click();
  await expect(page.getByRole('status').first()).toContainText('opens nothing any more');
  await signInByPasskey('/ar/signin?callbackUrl=%2Far%2Fdesk');
  await expect(page.getByRole('alert')).toContainText('لا يفتح هذا المفتاح شيئًا هنا');
  expect(new URL(page.url()).pathname).toBe('/ar/signin');
  await context.close();
});
