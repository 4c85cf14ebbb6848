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

/** Longer than this nobody waits; an answer that never comes is a failure, and must not hold the run up. */
const NOBODY_WAITS = 60_000;

/** Asks one question, reads the whole answer, and notes it in `tally` under `kind`. Never rejects. */
export function ask(tally: Tally, kind: string, question: Question): Promise<Answer> {
  const { url, body: sent, ...options } = question;
  const began = performance.now();
  return new Promise((resolve) => {
    let over = false;
    const done = (status: string, body = '') => {
      // A broken answer says so twice.
      if (over) return;
      over = true;
      note(tally, kind, performance.now() - began, status);
      resolve({ status, body });
    };
    const signal = AbortSignal.timeout(NOBODY_WAITS);
    const asked = request(url, { ...options, signal }, (answer) => {
      const pieces: Buffer[] = [];
      const timed = answer.statusCode !== 503 || answer.headers['retry-after'] !== undefined;
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () =>
        done(timed ? String(answer.statusCode) : '503 without Retry-After', Buffer.concat(pieces).toString()),
      );
      answer.on('error', failed);
    });
    const failed = (error: NodeJS.ErrnoException) =>
      done(error.name === 'AbortError' ? 'no answer in a minute' : (error.code ?? error.message));
    asked.on('error', failed);
    asked.end(sent);
  });
}

/** Notes one answer of `kind` in `tally`: how many milliseconds it took, and its status. */
export function note(tally: Tally, kind: string, took: number, status: string): void {
  const known = tally.get(kind) ?? { took: [], statuses: new Map<string, number>() };
  tally.set(kind, known);
  known.took.push(took);
  known.statuses.set(status, (known.statuses.get(status) ?? 0) + 1);
}

/** How many answers, how many a second, milliseconds at each share of them, and their statuses. */
export function timesOf({ took, statuses }: Measured, seconds: number) {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const [p50, p95, p99, slowest] = [at(0.5), at(0.95), at(0.99), at(1)];
  const many = sorted.length;
  return { many, aSecond: many / seconds, p50, p95, p99, slowest, statuses: Object.fromEntries(statuses) };
}

/** One line for each kind: how many answers, how long they took, and their statuses. */
export function describeTally(tally: Tally, seconds: number): string[] {
  return [...tally].map(([kind, measured]) => {
    const { many, aSecond, p50, p95, p99, slowest } = timesOf(measured, seconds);
    const times = [p50, p95, p99, slowest].map((one) => `${one.toFixed(0)} ms`).join(' | ');
    return `| ${kind} | ${many} | ${aSecond.toFixed(1)} | ${times} | ${describeStatuses(measured.statuses)} |`;
  });
}

export function describeStatuses(statuses: ReadonlyMap<string, number>): string {
  return [...statuses].map(([status, count]) => `${status}: ${count}`).join(', ');
}
