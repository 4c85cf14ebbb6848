import { type BrowserContext, expect, test } from '@playwright/test';
import { stageItem } from '@/lib/publication/testing/stage-item';
import { builtAddresses } from '../support/addresses';
import { archive } from '../support/archive';
import { openInside } from '../support/inside';
import { rawRequest } from '../support/raw-request';
import { signIn } from '../support/sign-in';

/** What every answer says about itself, and what browsers make of it. */

const REFUSED = ['//evil.example/', '/%', `/${'a'.repeat(9_000)}`, '/people/', '/en/people', '/nothing-here'];

function expectPolicies(headers: Record<string, unknown>, address: string): void {
  const policy = String(headers['content-security-policy']);
  expect(policy, address).toContain("default-src 'none'");
  expect(policy, address).toContain("frame-ancestors 'none'");
  expect(policy, address).toContain("base-uri 'none'");
  expect(policy, address).not.toMatch(/unsafe-|https?:|\*/);
  expect(headers['x-content-type-options'], address).toBe('nosniff');
  expect(headers['referrer-policy'], address).toBe('same-origin');
  expect(headers['permissions-policy'], address).toContain('geolocation=()');
  expect(headers['x-powered-by'], address).toBeUndefined();
}

test('every address of the build, and every refusal, answers with strict policies', async () => {
  const addresses = [...(await builtAddresses()), ...REFUSED];
  expect(addresses.length).toBeGreaterThan(30);
  for (const address of addresses) {
    const { headers, body, status } = await rawRequest(archive().url, address);
    expect(status, address).not.toBe(500);
    expectPolicies(headers, address);
    if (!String(headers['content-type']).startsWith('text/html')) continue;
    // The policy would refuse them; a page that had them would be one that does not work.
    for (const [script, attributes] of body.matchAll(/<script\b([^>]*)>/g)) {
      expect(attributes, `${address}: ${script}`).toMatch(
        /type="application\/ld\+json"|src="\/(reading|search|desk|passkey)\.js"/,
      );
    }
    expect(body, address).not.toMatch(/<[^>]+\s(?:on\w+|style)=/);
  }
});

/** Opens every page of `addresses`, four at once, and gives what the browser complained about and whom it asked. */
async function visitAll(
  context: BrowserContext,
  addresses: string[],
): Promise<{ complaints: string[]; others: string[]; opened: number }> {
  const complaints: string[] = [];
  const others: string[] = [];
  context.on('console', (message) => {
    // What is not there is visited too.
    if (message.type() === 'error' && !/status of (404|410)/.test(message.text()))
      complaints.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on('weberror', (one) => complaints.push(`${one.page()?.url()}: ${one.error().message}`));
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== archive().url && protocol !== 'data:') others.push(request.url());
  });
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const left = [...addresses];
  let opened = 0;
  const lane = async () => {
    const page = await context.newPage();
    for (let address = left.shift(); address; address = left.shift()) {
      const { headers } = await rawRequest(archive().url, address, { headers: { cookie } });
      // Doors of forms answer a GET with nothing to show, and originals are downloads.
      if (!headers['content-type']?.startsWith('text/html')) continue;
      await page.goto(archive().url + address, { waitUntil: 'load' });
      opened += 1;
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return { complaints, others, opened };
}

const isPage = (address: string) =>
  !/^\/(?:api|shapes|share|oai|healthz|readyz|metrics|robots|sitemap|feed|opensearch|icon|favicon|_)/.test(
    address,
  ) && !/\.\w+$/.test(address);

test('no page makes a browser report its policy, ask anybody else, or keep a cookie', async ({ context }) => {
  test.setTimeout(900_000);
  const pages = (await builtAddresses()).filter(isPage).filter((address) => !/signin|desk/.test(address));
  expect(pages.length).toBeGreaterThan(15);
  const { complaints, others, opened } = await visitAll(context, pages);
  expect(opened).toBeGreaterThan(15);
  expect(complaints).toEqual([]);
  expect(others).toEqual([]);
  expect(await context.cookies()).toEqual([]);
});

test('neither does the desk, whose cookies are closed to scripts and to other sites', async ({ page }) => {
  test.setTimeout(900_000);
  const { name, password } = archive().signIn;
  await signIn(page, name, password);
  const cookies = await page.context().cookies();
  expect(cookies.map((cookie) => cookie.name)).toContain('__Host-next-auth.session-token');
  for (const cookie of cookies) {
    expect(cookie, cookie.name).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
    expect(cookie.name).toMatch(/^__Host-/);
  }
  const inside = await openInside();
  const id = await stageItem(inside.context, { text: 'Waiting', speaker: 'Somebody', note: 'Private' });
  await inside.close();
  const pages = (await builtAddresses({ id })).filter((address) => /^(\/ar)?\/desk/.test(address));
  expect(pages.length).toBeGreaterThan(10);
  const { complaints, others, opened } = await visitAll(page.context(), pages);
  expect(opened).toBeGreaterThan(10);
  expect(complaints).toEqual([]);
  expect(others).toEqual([]);
});
