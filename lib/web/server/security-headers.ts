import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Content Security Policy of reading pages: they carry no inline script or style and reach nobody
 * else. Our scripts are files of our own.
 */
export const READING_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The search page, desk, sign-in and forms: as reading pages, and our own script may ask our own server. */
export const ASKING_CSP = `${READING_CSP}; connect-src 'self'`;

/** What is no page runs, shows and frames nothing, even where a browser takes it for one. */
const NO_PAGE_CSP = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const YEARS_OF_HTTPS = 'max-age=63072000';

/**
 * Headers for every answer, whoever makes it; pages replace the policy by their own. `https` says that
 * the world reaches the archive by https, and is to insist on it from then on.
 */
export function setSecurityHeaders(response: ServerResponse, https: boolean): void {
  response.setHeader('Content-Security-Policy', NO_PAGE_CSP);
  if (https) response.setHeader('Strict-Transport-Security', YEARS_OF_HTTPS);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // "same-origin", not "no-referrer": with that, plain forms would send `Origin: null`.
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), browsing-topics=()');
}

// Next and our own proxy.ts talk to themselves through these; from a client they are forgeries.
const INTERNAL =
  /^(?:content-security-policy|x-nonce|x-sawt-|x-middleware-|x-nextjs-|x-invoke-|x-matched-path|x-now-)/;

/** Drops what a client must not say: Next would believe a policy, a nonce or "proxy already done". */
export function dropInternalHeaders(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) {
    if (INTERNAL.test(name)) delete request.headers[name];
  }
}
