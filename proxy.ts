import { type NextRequest, NextResponse } from 'next/server';
import { interactivePolicy } from '@/lib/web/interactive-policy';

/**
 * Gives the pages that run scripts (desk, sign-in, forms) a policy with a nonce for this one answer,
 * which Next puts on its scripts. It locks nothing: who may do what is asked below every door.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = interactivePolicy(nonce, process.env.NODE_ENV !== 'production');
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  // Made for one person at one moment: kept nowhere.
  response.headers.set('Cache-Control', 'no-store');
  return response;
}

export const config = {
  matcher: ['/(ar/)?(desk|signin|submit|report)/:path*', '/(desk|signin|submit|report)'],
};
