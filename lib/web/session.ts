import { cookies } from 'next/headers';
import type { NextRequest } from 'next/server';
import NextAuth, { type AuthOptions } from 'next-auth';
import { getToken } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import { liveContext } from '@/lib/context';
import { publicUrl } from '@/lib/env';
import { signInWithPasskey } from '@/lib/people/passkeys/sign-in';
import { passkeySite } from '@/lib/people/passkeys/site';
import {
  type CurrentSession,
  findCurrentSession,
  findPendingSession,
  findSessionOwner,
  leaveSession,
  type PendingSession,
} from '@/lib/people/sessions';
import { SESSION_LENGTH, signIn } from '@/lib/people/sign-in';
import { CALLBACK_COOKIE, refuseAuthRequest } from './auth-request';
import { isOurOrigin } from './check-origin';
import { connections } from './connections';
import { FROM_HEADER } from './from-header';
import { readReturnPath } from './return-path';
import { serverKey } from './server-key';
import { SIGN_IN_TOKEN_COOKIE } from './sign-in-token';

/**
 * The only room that knows next-auth. Its token carries nothing but a session's id: who that is, and
 * whether it still counts, the database says at each call.
 */

const SESSION_COOKIE = '__Host-next-auth.session-token';
/** `__Host-`: sent over https (or to this machine) alone, and no neighbouring site can set it. */
const COOKIE = { httpOnly: true, sameSite: 'lax', path: '/', secure: true } as const;

/** Who is signed in, asked of the database now; null where nobody is. Call it at each privileged step. */
export async function currentSession(): Promise<CurrentSession | null> {
  const id = await sessionId();
  return id === null ? null : findCurrentSession(id, liveContext(connections()));
}

/** Who has shown a password here and not yet the second factor; null where nobody has. */
export async function pendingSession(): Promise<PendingSession | null> {
  const id = await sessionId();
  return id === null ? null : findPendingSession(id, liveContext(connections()));
}

/**
 * Whose session this browser last had, by id, also when it is over: to keep for them what they typed.
 * It opens nothing.
 */
export async function lastVisitor(): Promise<string | null> {
  const id = await sessionId();
  return id === null ? null : findSessionOwner(id, liveContext(connections()));
}

async function sessionId(): Promise<string | null> {
  const sent = Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]));
  if (!sent[SESSION_COOKIE]) return null;
  const request = { cookies: sent, headers: {} } as unknown as Parameters<typeof getToken>[0]['req'];
  const token = await getToken({ req: request, secret: serverKey(), cookieName: SESSION_COOKIE });
  return typeof token?.sid === 'string' ? token.sid : null;
}

/** Ends the session of whoever asks, in the database and in the browser. */
export async function signOut(): Promise<void> {
  const id = await sessionId();
  if (id !== null) await leaveSession(id, liveContext(connections()));
  (await cookies()).set(SESSION_COOKIE, '', { ...COOKIE, maxAge: 0 });
}

/**
 * Ends the session that this browser had, whoever's: its cookie is about to be replaced, and nobody
 * could sign out of it any more.
 */
async function endFormerSession(): Promise<void> {
  const id = await sessionId();
  if (id !== null) await leaveSession(id, liveContext(connections()));
}

/** next-auth's doors, behind the check of Origin that it does not make itself. */
export async function answerAuth(
  request: NextRequest,
  route: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  if (
    request.method !== 'GET' &&
    !isOurOrigin(request.headers.get('origin'), request.headers.get('host'), publicUrl())
  ) {
    return new Response('This form was not sent from this archive.', { status: 403 });
  }
  const refused = refuseAuthRequest(request);
  if (refused !== null) {
    // What a browser keeps must not shut its owner out again and again.
    const headers = { 'Set-Cookie': `${CALLBACK_COOKIE}=; Path=/; Secure; HttpOnly; Max-Age=0` };
    return new Response('This request cannot be read.', { status: refused, headers });
  }
  process.env.NEXTAUTH_URL ??= publicUrl();
  const response: Response = await NextAuth(request as never, route as never, options());
  return withoutDetour(response);
}

/** Sends a failed sign-in back to our page at once, in the language that it came from. */
function withoutDetour(response: Response): Response {
  const location = response.headers.get('location');
  const error = location && new URL(location, publicUrl()).searchParams.get('error');
  if (!error) return response;
  const back = readReturnPath(callbackOf(response));
  const known = error === 'too-many-tries' || error === 'wrong-passkey';
  const query = new URLSearchParams({ error: known ? error : 'CredentialsSignin' });
  if (back !== '/desk' && back !== '/ar/desk') query.set('callbackUrl', back);
  const headers = new Headers(response.headers);
  headers.set('Location', `${back.startsWith('/ar') ? '/ar' : ''}/signin?${query}`);
  return new Response(null, { status: 303, headers });
}

function callbackOf(response: Response): string | null {
  const cookie = response.headers.getSetCookie().find((one) => one.startsWith(`${CALLBACK_COOKIE}=`));
  const value = cookie?.slice(CALLBACK_COOKIE.length + 1).split(';')[0];
  return value ? decodeURIComponent(value) : null;
}

function options(): AuthOptions {
  return {
    secret: serverKey(),
    // Outlives the session's row, which is what counts: so that a form sent an hour late is still
    // known to be its sender's, and kept for them.
    session: { strategy: 'jwt', maxAge: (2 * SESSION_LENGTH) / 1000 },
    pages: { signIn: '/signin', signOut: '/signin', error: '/signin' },
    useSecureCookies: true,
    cookies: {
      sessionToken: { name: SESSION_COOKIE, options: COOKIE },
      callbackUrl: { name: CALLBACK_COOKIE, options: COOKIE },
      csrfToken: { name: SIGN_IN_TOKEN_COOKIE, options: COOKIE },
    },
    // Its own log would write what people typed.
    logger: { error() {}, warn() {}, debug() {} },
    providers: [
      Credentials({
        credentials: { username: {}, password: {} },
        async authorize(credentials, request) {
          const entered = await signIn(
            {
              name: credentials?.username ?? '',
              password: credentials?.password ?? '',
              from: String(request.headers?.[FROM_HEADER] ?? ''),
            },
            liveContext(connections()),
          );
          if (!entered.ok) {
            if (entered.reason === 'too-many-tries') throw new Error(entered.reason);
            return null;
          }
          await endFormerSession();
          return { id: entered.value.userId, sessionId: entered.value.sessionId };
        },
      }),
      Credentials({
        id: 'passkey',
        credentials: { answer: {} },
        async authorize(credentials) {
          const context = liveContext(connections());
          const site = passkeySite(publicUrl());
          const entered = await signInWithPasskey(credentials?.answer ?? '', site, context);
          if (!entered.ok) throw new Error(entered.reason);
          await endFormerSession();
          return { id: entered.value.userId, sessionId: entered.value.sessionId };
        },
      }),
    ],
    callbacks: {
      redirect: ({ url }) => readReturnPath(url),
      jwt: ({ token, user }) =>
        user ? { sid: (user as { sessionId?: string }).sessionId } : { sid: token.sid },
      async session({ session, token }) {
        const found =
          typeof token.sid === 'string'
            ? await findCurrentSession(token.sid, liveContext(connections()))
            : null;
        return found
          ? { expires: session.expires, user: { name: found.actor.name } }
          : ({ expires: new Date(0).toISOString() } as typeof session);
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === 'string') await leaveSession(token.sid, liveContext(connections()));
      },
    },
  };
}
