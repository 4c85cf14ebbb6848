import { env, publicUrl } from '@/lib/env';
import { log, writeInto } from '@/lib/log';
import { connections } from '@/lib/web/connections';
import { startWebServer } from '@/lib/web/server/start-web-server';
import { endWithParent } from './start/end-with-parent';

if (!process.argv.includes('--dev')) writeInto(log, console);
// The web part alone: `npm start` runs it with everything around it. --dev serves from source.
const { PORT: port, HOST: host, TRUST_PROXY: trustProxy, DRAIN_SECONDS } = env();
const { reading, close } = connections();

const server = await startWebServer({
  port,
  host,
  dir: process.cwd(),
  dev: process.argv.includes('--dev'),
  publicUrl: publicUrl(),
  trustProxy,
  announce: DRAIN_SECONDS * 1000,
  readRevision: async () => {
    const row = await reading.publicationRevision.findUniqueOrThrow({ where: { id: 1 } });
    return String(row.revision);
  },
  onError: (error, path) => log.error({ err: error, path }, 'a request failed'),
});
log.debug({ host, port }, 'web listens');

endWithParent(async () => {
  await server.close();
  await close();
});
