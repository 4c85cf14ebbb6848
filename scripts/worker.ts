import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { liveContext } from '@/lib/context';
import { makeCheckpoint } from '@/lib/custody/make-checkpoint';
import { sequenceAll } from '@/lib/custody/sequence';
import { loadSigningKey } from '@/lib/custody/signing-key';
import { checkWhenDue } from '@/lib/custody/verify/check-when-due';
import { connect } from '@/lib/db/client';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { noteIndexDrift } from '@/lib/operating/index-drift';
import { openIndexing } from '@/lib/search/choose-engine';
import { compareIndexes } from '@/lib/search/prepare-index';
import { startIndexing } from '@/lib/search/start-indexing';
import { indexCheck } from './operator/check-index';
import { endWithParent } from './start/end-with-parent';

/**
 * The worker: what goes on behind the pages. Each duty runs by itself, again and again, and one that
 * fails is logged and tried again without holding up the others.
 */
const { DATABASE_URL: app, DATABASE_URL_READING: reading, DATA_DIR: dataDir, SIGNING_KEY_FILE } = env();
if (app === undefined || reading === undefined) {
  throw new Error('The worker needs DATABASE_URL and DATABASE_URL_READING: start it with npm start.');
}
const connections = connect({ app, reading }, 6);
const context = liveContext(connections);
const keyFile = SIGNING_KEY_FILE ?? path.join(dataDir, 'secrets', 'signing-key.pem');
const stopping = new AbortController();
// A worker on a machine of its own has no data folder before it has written something.
await mkdir(dataDir, { recursive: true });

const house = openIndexing(env(), { app: connections.appPool, reading: connections.readingPool });
const indexing = startIndexing(house, {
  signal: stopping.signal,
  failed: (error, failures) =>
    log.error({ err: error, duty: 'index', failures }, 'a duty failed and is tried again'),
});

const SOON = 1_000;
const MINUTE = 60_000;
const ALIVE = path.join(dataDir, 'worker-alive');
const duties = [
  repeat('compare the index with the archive', 60 * MINUTE, async () => {
    await indexing;
    await noteIndexDrift(context, await compareIndexes(house));
  }),
  repeat('check every original and the log', 60 * MINUTE, () =>
    indexing.then(() => checkWhenDue(context, path.join(dataDir, 'checkpoints'), indexCheck(context))),
  ),
  // For whatever starts again what hangs (scripts/health.mjs).
  repeat('sign of life', 5 * SOON, () => writeFile(ALIVE, '')),
  repeat('number custody events', SOON, () => sequenceAll(context)),
  // The key as it is now: it may have been rotated while we run.
  repeat('sign a checkpoint', 10 * MINUTE, () =>
    makeCheckpoint(context, loadSigningKey(keyFile), path.join(dataDir, 'checkpoints')),
  ),
];

/**
 * Does `duty` now and then every `pause` ms until the worker stops. One that gives null could not be
 * done yet and is asked again soon; while one fails the pause grows.
 */
async function repeat(name: string, pause: number, duty: () => Promise<unknown>): Promise<void> {
  let failures = 0;
  while (!stopping.signal.aborted) {
    let wait = pause;
    try {
      if ((await duty()) === null) wait = SOON;
      failures = 0;
    } catch (error) {
      failures += 1;
      wait = Math.min(SOON * 2 ** failures, MINUTE);
      log.error({ err: error, duty: name, failures }, 'a duty failed and is tried again');
    }
    await setTimeout(wait, undefined, { signal: stopping.signal }).catch(() => {});
  }
}

endWithParent(async () => {
  stopping.abort();
  await Promise.allSettled([...duties, indexing.then((loop) => loop.stop())]);
  await connections.close();
});
log.debug('worker runs');
