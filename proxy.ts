import { type NextRequest, NextResponse } from 'next/server';
import { SIGN_IN_TOKEN_COOKIE, signInToken } from '@/lib/web/sign-in-token';

/**
 * Sets the cookie of the sign-in form before its page, so that signing in works without JavaScript.
 * It locks nothing: who may do what is asked below every door.
 */
export function proxy(request: NextRequest): NextResponse {
  const secret = process.env.NEXTAUTH_SECRET ?? '';
  const { token, cookie } = signInToken(request.cookies.get(SIGN_IN_TOKEN_COOKIE)?.value, secret);
  const headers = new Headers(request.headers);
  headers.set('x-sawt-sign-in-token', token);
  const response = NextResponse.next({ request: { headers } });
  if (cookie !== null) {
    response.cookies.set(SIGN_IN_TOKEN_COOKIE, cookie, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: true,
    });
  }
  return response;
}

export const config = { matcher: ['/signin', '/ar/signin'] };
