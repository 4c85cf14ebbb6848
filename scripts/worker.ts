import path from 'node:path';
import { liveContext } from '@/lib/context';
import { makeCheckpoint } from '@/lib/custody/make-checkpoint';
import { sequenceAll } from '@/lib/custody/sequence';
import { loadSigningKey } from '@/lib/custody/signing-key';
import { connect } from '@/lib/db/client';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
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
const key = loadSigningKey(SIGNING_KEY_FILE ?? path.join(dataDir, 'secrets', 'signing-key.pem'));
const stopping = new AbortController();

const MINUTE = 60_000;
const duties = [
  repeat('number custody events', 1_000, () => sequenceAll(context)),
  repeat('sign a checkpoint', 10 * MINUTE, () =>
    makeCheckpoint(context, key, path.join(dataDir, 'checkpoints')),
  ),
];

/** Does `duty` now and then every `pause` ms until the worker stops; the pause grows while it fails. */
async function repeat(name: string, pause: number, duty: () => Promise<unknown>): Promise<void> {
  let failures = 0;
  while (!stopping.signal.aborted) {
    try {
      await duty();
      failures = 0;
    } catch (error) {
      failures += 1;
      log.error({ err: error, duty: name, failures }, 'a duty failed and is tried again');
    }
    await sleep(Math.min(pause * 2 ** Math.min(failures, 5), Math.max(pause, MINUTE)));
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stopping.signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

endWithParent(async () => {
  stopping.abort();
  await Promise.allSettled(duties);
  await connections.close();
});
log.info('worker runs');
