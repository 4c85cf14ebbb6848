import http from 'node:http';
import https from 'node:https';
import { EngineAway } from '../engine';
import type { MeiliDocument } from './meilisearch-index';

/** One question for the index (Meilisearch's search parameters, as far as they are used here). */
export interface Question {
  q?: string;
  filter?: string[];
  facets?: string[];
  sort?: string[];
  attributesToRetrieve?: (keyof MeiliDocument & string)[];
  /** With these two the number of matches is exact. */
  hitsPerPage?: number;
  page?: number;
  limit?: number;
}

export interface Told {
  totalHits?: number;
  hits: MeiliDocument[];
  facetDistribution?: Record<string, Record<string, number>>;
  processingTimeMs: number;
}

/** The server stopped a search half way: its counts are whole, but its order is not, and pages would have gaps. */
export class CutOff extends EngineAway {}

/** Asks the index a question, or several in one request, each of whose terms every record must have. */
export interface Ask {
  one(question: Question): Promise<Told>;
  several(questions: Question[]): Promise<Told[]>;
}

/** How long an answer may take beyond the time at which the server itself stops searching (milliseconds). */
const ON_THE_WAY = 1_000;
/** Below the five seconds after which the server closes a connection that nobody uses. */
const IDLE = 4_000;

/**
 * Asks a Meilisearch server over connections that are kept. Half of what a short answer took was the
 * client's own work in `fetch`, which its package uses; for changes, which take longer by themselves, the package does.
 * Throws `EngineAway` when the server is away, slow, full or refuses the key, `CutOff` when it did not finish.
 */
export function askMeilisearch(server: {
  url: string;
  apiKey?: string | undefined;
  index: string;
  /** Milliseconds after which the server stops a search (`searchCutoffMs`). */
  cutoff: number;
}): Ask {
  const patience = server.cutoff + ON_THE_WAY;
  const base = new URL(server.url.endsWith('/') ? server.url : `${server.url}/`);
  const { Agent, request } = base.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true, timeout: IDLE });
  const post = (path: string, body: string) => {
    const address = new URL(path, base);
    return new Promise<{ status: number; body: string; reused: boolean }>((resolve, reject) => {
      const asked = request(
        address,
        {
          method: 'POST',
          agent,
          headers: {
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(body),
            ...(server.apiKey ? { Authorization: `Bearer ${server.apiKey}` } : {}),
          },
        },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('error', fail);
          answer.on('end', () => {
            clearTimeout(timer);
            const whole = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
            resolve({
              status: answer.statusCode ?? 0,
              body: whole.toString('utf8'),
              reused: asked.reusedSocket,
            });
          });
        },
      );
      const timer = setTimeout(() => asked.destroy(new Error(`no answer within ${patience} ms`)), patience);
      const fail = (error: Error) => {
        clearTimeout(timer);
        reject(Object.assign(error, { reused: asked.reusedSocket }));
      };
      asked.on('error', fail);
      asked.end(body);
    });
  };
  const ask = async (path: string, question: unknown) => {
    const body = JSON.stringify(question);
    // A kept connection may have been closed by the server just now: that says nothing about a new one.
    const answer = await post(path, body)
      .catch((error: NodeJS.ErrnoException & { reused?: boolean }) => {
        if (error.reused && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) return post(path, body);
        throw error;
      })
      .catch((error: Error) => {
        throw new EngineAway(`Meilisearch: ${error.message}`, { cause: error });
      });
    if (answer.status >= 200 && answer.status < 300) return JSON.parse(answer.body);
    const told = `Meilisearch: ${answer.status} ${answer.body.slice(0, 300)}`;
    // A request that it does not understand is our mistake, and another engine would not mend it. An index
    // that is not there is 404 to one question and 400 to several.
    throw answer.status === 400 && !answer.body.includes('"index_not_found"')
      ? new Error(told)
      : new EngineAway(told);
  };
  const own = `indexes/${encodeURIComponent(server.index)}/search`;
  const all = { matchingStrategy: 'all' };
  const whole = (told: Told) => {
    if (told.processingTimeMs >= server.cutoff && told.hits.length > 0) {
      throw new CutOff('Meilisearch stopped a search that took too long.');
    }
    return told;
  };
  return {
    one: async (question) => whole(await ask(own, { ...all, ...question })),
    several: async (questions) => {
      const queries = questions.map((question) => ({ indexUid: server.index, ...all, ...question }));
      const { results }: { results: Told[] } = await ask('multi-search', { queries });
      return results.map(whole);
    },
  };
}
