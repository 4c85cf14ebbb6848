import { type Agent, type OutgoingHttpHeaders, request } from 'node:http';

/** How long answers of one kind took, in milliseconds, and which statuses they had. */
export interface Measured {
  took: number[];
  statuses: Map<string, number>;
}

export type Tally = Map<string, Measured>;

export interface Question {
  url: string;
  agent?: Agent | false;
  method?: 'GET' | 'POST';
  headers?: OutgoingHttpHeaders;
  body?: string;
}

export interface Answer {
  /** The status; “503 without Retry-After” for a 503 that says no time; or why no answer came. */
  status: string;
  body: string;
}

/** Asks one question, reads the whole answer, and notes it in `tally` under `kind`. Never rejects. */
export function ask(tally: Tally, kind: string, question: Question): Promise<Answer> {
  const { url, body: sent, ...options } = question;
  const began = performance.now();
  return new Promise((resolve) => {
    const done = (status: string, body = '') => {
      const known = tally.get(kind) ?? { took: [], statuses: new Map<string, number>() };
      tally.set(kind, known);
      known.took.push(performance.now() - began);
      known.statuses.set(status, (known.statuses.get(status) ?? 0) + 1);
      resolve({ status, body });
    };
    const asked = request(url, options, (answer) => {
      const pieces: Buffer[] = [];
      const timed = answer.statusCode !== 503 || answer.headers['retry-after'] !== undefined;
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () =>
        done(timed ? String(answer.statusCode) : '503 without Retry-After', Buffer.concat(pieces).toString()),
      );
      answer.on('error', (error) => done(error.message));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    asked.end(sent);
  });
}

/** One line for each kind: how many answers, how long they took, and their statuses. */
export function describeTally(tally: Tally, seconds: number): string[] {
  return [...tally].map(([kind, { took, statuses }]) => {
    const sorted = took.toSorted((a, b) => a - b);
    const at = (share: number) => `${(sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(0)} ms`;
    const rate = (sorted.length / seconds).toFixed(1);
    return `| ${kind} | ${sorted.length} | ${rate} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${at(1)} | ${describeStatuses(statuses)} |`;
  });
}

export function describeStatuses(statuses: ReadonlyMap<string, number>): string {
  return [...statuses].map(([status, count]) => `${status}: ${count}`).join(', ');
}
