/** Where next-auth keeps the address to go on to. */
export const CALLBACK_COOKIE = '__Host-next-auth.callback-url';

/**
 * The status with which a request to next-auth's doors is refused before it reads it, or null: an address
 * that it would take for one of ours and fail on (400), or a body other than our forms send (415). It fails
 * with 500 on each, which anybody could make our log of failures overflow with.
 */
export function refuseAuthRequest(request: Pick<Request, 'method' | 'url' | 'headers'>): 400 | 415 | null {
  const given = new URL(request.url).searchParams;
  const kept = (request.headers.get('cookie') ?? '').split(/; */).flatMap((one) => {
    const [name, value = ''] = one.split(/=(.*)/s);
    return name === CALLBACK_COOKIE ? [decoded(value)] : [];
  });
  for (const address of [...given.getAll('callbackUrl'), ...kept]) {
    if (!/^[\x21-\x7e]+$/.test(address) || !URL.canParse(address, 'http://archive.example')) return 400;
  }
  // It is written into the address of the next page as it came.
  if (given.getAll('error').some((error) => /[^\x20-\x7e]/.test(error))) return 400;
  if (request.method !== 'POST') return null;
  const type = request.headers.get('content-type') ?? '';
  return /^application\/x-www-form-urlencoded\b/i.test(type) ? null : 415;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // Whoever reads it leaves it as it is.
    return value;
  }
}
