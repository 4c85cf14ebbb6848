import type { IncomingMessage, ServerResponse } from 'node:http';
import { atOnce, TooManyAtOnce } from '@/lib/at-once';
import { askAfterArrival } from './ask-after-arrival';
import { type FinishedPage, finishPage } from './finish-page';
import { PageCache } from './page-cache';
import { type NextHandler, renderPage } from './render-page';
import { ASKING_CSP, READING_CSP } from './security-headers';
import { servePage, serveTrouble } from './serve-page';

export interface PageServerOptions {
  handler: NextHandler;
  /** Asks the database for the publication revision; rejects when it cannot be asked. */
  readRevision: () => Promise<string>;
  /** The host that made-up requests name. */
  host: string;
  /** Bytes of finished pages to keep; 0 keeps none (while the code changes). */
  maxBytes: number;
  /** Milliseconds that one page may take to render. */
  timeout: number;
  onError: (error: unknown, path: string) => void;
}

// More renders at once only make each later; more waiting than this is a flood, told to come back.
const RENDERING_AT_ONCE = 8;
const WAITING_AT_MOST = 200;

/**
 * Serves reading pages to anybody, from memory where it can. A page kept is used only while the
 * publication revision is the one that was read before it was rendered, and the revision is asked
 * of the database for each request, so a withdrawal shows in the first answer to whoever asks after
 * its commit. Where the database cannot be asked, nothing is served but 503.
 */
export function pageServer(options: PageServerOptions) {
  const cache = new PageCache(options.maxBytes);
  const currentRevision = askAfterArrival(options.readRevision);
  const rendering = new Map<string, Promise<FinishedPage>>();
  const limit = atOnce({ running: RENDERING_AT_ONCE, waiting: WAITING_AT_MOST });

  /** One render for all who ask for the same page at the same revision. */
  function render(url: string, revision: string): Promise<FinishedPage> {
    const key = `${revision} ${url}`;
    const under = rendering.get(key);
    if (under !== undefined) return under;
    const started = limit(async () => finishPage(await renderPage(options.handler, url, options)));
    rendering.set(key, started);
    const done = () => rendering.delete(key);
    started.then(done, done);
    return started;
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    search: string | null,
  ): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return serveTrouble(response, 405);
    let revision: string;
    try {
      revision = await currentRevision();
    } catch (error) {
      options.onError(error, path);
      return serveTrouble(response, 503);
    }
    const keep = search === null && options.maxBytes > 0;
    const kept = keep ? cache.get(path, revision) : null;
    if (kept !== null) return servePage(request, response, kept, READING_CSP);
    try {
      const page = await render(search === null ? path : path + search, revision);
      if (page.status >= 500) throw new Error(`Next answered ${page.status}`);
      // Only what exists is kept: addresses that somebody made up would push out what people read.
      if (keep && (page.status === 200 || page.status === 410)) cache.set(path, revision, page);
      // A page that answers a query may ask again while one types.
      servePage(request, response, page, search === null ? READING_CSP : ASKING_CSP);
    } catch (error) {
      // Said once by the numbers, not by a line for each: a flood must not fill the log.
      if (error instanceof TooManyAtOnce) return serveTrouble(response, 503);
      options.onError(error, path);
      const databaseAnswers = await currentRevision().then(
        () => true,
        () => false,
      );
      serveTrouble(response, databaseAnswers ? 500 : 503);
    }
  }

  return { answer, cache };
}
