// `node scripts/health.mjs web|worker`: 0 when that part lives, for whatever starts containers again. Plain
// Node without packages: it runs every few seconds.
import { statSync } from 'node:fs';
import path from 'node:path';

/** A worker writes its sign of life every five seconds; one that hangs does not. */
const WORKER_SILENT_AFTER = 60_000;

const { PORT = '3000', DATA_DIR = './data' } = process.env;
const CHECKS = {
  web: async () => (await fetch(`http://127.0.0.1:${PORT}/healthz`)).ok,
  worker: async () =>
    Date.now() - statSync(path.join(DATA_DIR, 'worker-alive')).mtimeMs < WORKER_SILENT_AFTER,
};
const check = CHECKS[process.argv[2]];
if (check === undefined) {
  console.error(`Which part? ${Object.keys(CHECKS).join(' or ')}.`);
  process.exit(2);
}
process.exit((await check().catch(() => false)) ? 0 : 1);
