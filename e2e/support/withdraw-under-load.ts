import pg from 'pg';
import { rawRequest } from './raw-request';

const READERS_EACH = 4;
const CHECKS_A_CHANGE = 20;

/**
 * Withdraws a record and brings it back `rounds` times, in the database that `bases` share, as a third
 * process would, while readers ask each of them for its page. Gives how many answers could be judged,
 * and those that said something else than what was committed before they were asked for.
 */
export async function withdrawUnderLoad(
  databaseUrl: string,
  bases: readonly string[],
  reference: string,
  rounds: number,
): Promise<{ judged: number; stale: string[] }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  let truth = { status: 200 };
  let changing = false;
  let stopped = false;
  let judged = 0;
  const stale: string[] = [];

  async function read(base: string): Promise<void> {
    while (!stopped) {
      const before = truth;
      const quiet = !changing;
      const { status } = await rawRequest(base, `/t/${reference}`);
      // Only an answer during which nothing changed can be told right or wrong.
      if (!quiet || changing || before !== truth) continue;
      judged += 1;
      if (status !== before.status) stale.push(`${base}: ${status} instead of ${before.status}`);
    }
  }
  const readers = bases.flatMap((base) => Array.from({ length: READERS_EACH }, () => read(base)));
  try {
    for (let change = 0; change < rounds * 2 && stale.length === 0; change += 1) {
      const sealed = change % 2 === 0;
      changing = true;
      await client.query('BEGIN');
      await client.query(
        sealed
          ? `INSERT INTO tombstone (reference, reason_class, state, day) VALUES ($1, 'at-request', 'withdrawn', now())`
          : 'DELETE FROM tombstone WHERE reference = $1',
        [reference],
      );
      await client.query('UPDATE public_form SET sealed = $1 WHERE key = $2', [sealed, reference]);
      await client.query('COMMIT');
      truth = { status: sealed ? 410 : 200 };
      changing = false;
      for (const enough = judged + CHECKS_A_CHANGE; judged < enough && stale.length === 0; ) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  } finally {
    stopped = true;
    await Promise.all(readers);
    await client.end();
  }
  return { judged, stale };
}
