import { type RawAnswer, rawRequest } from './raw-request';

/** A browser without a page: keeps cookies, sends forms, follows nothing. */
export interface Visitor {
  get(path: string): Promise<RawAnswer>;
  post(path: string, form: Record<string, string>): Promise<RawAnswer>;
  cookie(): string;
}

/** A visitor of the archive at `base`, who comes from the loopback address `from` and sends `more` headers. */
export function visitorOf(
  base: string,
  { from, more = {} }: { from?: string; more?: Record<string, string> } = {},
): Visitor {
  const whence = from === undefined ? {} : { from };
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const keep = (answer: RawAnswer): RawAnswer => {
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined) jar.set(name, value ?? '');
    }
    return answer;
  };
  return {
    cookie,
    get: async (path) =>
      keep(await rawRequest(base, path, { ...whence, headers: { ...more, cookie: cookie() } })),
    post: async (path, form) => {
      const body = new URLSearchParams(form).toString();
      const headers = {
        ...more,
        cookie: cookie(),
        origin: base,
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(body)),
      };
      return keep(await rawRequest(base, path, { ...whence, method: 'POST', headers, body }));
    },
  };
}

/**
 * Signs in by the form, as a browser without JavaScript does, also where somebody is signed in already.
 * Gives where it leads.
 */
export async function enter(visitor: Visitor, name: string, password: string): Promise<string> {
  const page = await visitor.get('/signin?again=1');
  const csrfToken = /name="csrfToken" value="([0-9a-f]+)"/.exec(page.body)?.[1] ?? '';
  const form = { csrfToken, callbackUrl: '/desk', username: name, password };
  const answer = await visitor.post('/api/auth/callback/credentials', form);
  return answer.headers.location ?? '';
}
