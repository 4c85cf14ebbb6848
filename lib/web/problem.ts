/** A value that was refused, as RFC 9457 lets an API say it. */
export interface ParameterError {
  parameter: string;
  message: string;
}

const TITLES = {
  400: 'The request cannot be understood',
  404: 'Nothing here',
  405: 'This method is not for this address',
  410: 'Withdrawn',
  413: 'Too much at once',
  429: 'Too many requests',
  500: 'Something went wrong',
  501: 'Not made here',
  503: 'Not now',
} as const;
export type ProblemStatus = keyof typeof TITLES;

/**
 * An answer in `application/problem+json` (RFC 9457). `type` names the kind of problem under
 * /about/api#…, and is stable for programs; `detail` is one sentence for people (English).
 */
export function problem(
  status: ProblemStatus,
  kind: string,
  detail: string,
  more: { errors?: ParameterError[]; retryAfter?: number; [extension: string]: unknown } = {},
): Response {
  const { retryAfter, ...members } = more;
  const headers = new Headers({
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-cache',
    'Access-Control-Allow-Origin': '*',
  });
  if (retryAfter !== undefined) headers.set('Retry-After', String(retryAfter));
  const body = { type: `/about/api#${kind}`, title: TITLES[status], status, detail, ...members };
  return new Response(JSON.stringify(body), { status, headers });
}
