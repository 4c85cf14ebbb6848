import { type Context, liveContext } from '@/lib/context';
import { connect } from '@/lib/db/client';
import type { DatabaseUrls } from '@/lib/db/roles';
import { createUser } from '@/lib/people/create-user';
import { showSecondFactor } from '@/lib/people/testing/show-second-factor';

/**
 * Makes a curator of this name, signs in at `url` as a browser does, and gives the cookies. The web
 * process must have been started with TEST_KEY as its secret. Throws where the sign-in does not work.
 */
export async function enterDesk(url: string, urls: DatabaseUrls, name: string): Promise<string> {
  const connections = connect(urls, 2);
  try {
    return await signIn(url, name, liveContext(connections));
  } finally {
    await connections.close();
  }
}

async function signIn(url: string, name: string, context: Context): Promise<string> {
  const made = await createUser({ type: 'system', name: 'operator' }, { name, role: 'curator' }, context);
  if (!made.ok) throw new Error(made.message);
  const page = await fetch(`${url}/signin`);
  const csrfToken = /name="csrfToken" value="([0-9a-f]+)"/.exec(await page.text())?.[1] ?? '';
  const first = cookiesOf(page);
  const sent = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, cookie: first },
    body: new URLSearchParams({
      csrfToken,
      username: name,
      password: made.value.password,
      callbackUrl: '/desk',
    }),
  });
  const session = await context.db.session.findFirstOrThrow({ where: { userId: made.value.id } });
  await showSecondFactor(session.id, context);
  return `${first}; ${cookiesOf(sent)}`;
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
