import { openDatabase } from '@/lib/db/open-archive';
import { publicUrl, readEnv } from '@/lib/env';
import { build, isBuilt } from './build';
import { type Kept, keepRunning } from './children';
import { PARTS, startPart, WEB_PATIENCE } from './part';
import { prepareArchive } from './prepare';
import { chooseSearch } from './search';
import { keptSecret } from './secrets';
import { holdDataFolder, needFreePort } from './single-instance';
import { orRefuse, StartRefused, step } from './steps';

/**
 * `npm start`: everything on one machine, or one part of it (part.ts). Each thing started pushes how to end it, and they are ended
 * in the opposite order: web before worker before search before database.
 */
export async function start({ dev, part }: { dev: boolean; part: string | undefined }): Promise<void> {
  const endings: (() => Promise<void>)[] = [];
  let ending: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ending ??= (async () => {
      for (const one of endings.reverse()) await one().catch((error) => console.error(String(error)));
    })();
    return ending;
  };
  const stopOn = async (code: number) => {
    await end();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopOn(0));
  // npm ends without telling us when it is itself told to: then we have a new parent.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stopOn(0), 1_000).unref();

  try {
    if (part === undefined) return await startEverything(dev, endings);
    const known = PARTS.find((one) => one === part);
    if (known === undefined) throw new StartRefused(`There is no part “${part}”: ${PARTS.join(', ')}.`);
    await startPart(known, endings);
    if (endings.length === 0) await stopOn(0);
  } catch (error) {
    if (ending) return;
    console.error(error instanceof StartRefused ? error.message : error);
    await stopOn(1);
  }
}

async function startEverything(dev: boolean, endings: (() => Promise<void>)[]): Promise<void> {
  const env = orRefuse(readEnv());
  const release = await holdDataFolder(env.DATA_DIR);
  endings.push(release);
  await needFreePort(env.PORT, env.HOST);
  console.log('Sawt (صوت)');

  const database = await step('database', async () => orRefuse(await openDatabase(env)));
  endings.push(database.stop);
  database.keepAlive((outcome) =>
    console.error(outcome.ok ? 'PostgreSQL had died and was started again.' : outcome.message),
  );
  const administrator = await prepareArchive(env, database);

  const search = await step('search engine', () => chooseSearch(env));
  endings.push(search.stop);

  const distDir = dev ? '.next-dev' : '.next';
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_DIST_DIR: distDir,
    PORT: String(env.PORT),
    HOST: env.HOST,
    DATA_DIR: env.DATA_DIR,
    DATABASE_URL: database.urls.app,
    DATABASE_URL_READING: database.urls.reading,
    DATABASE_URL_MIGRATE: '',
    NEXTAUTH_SECRET: env.NEXTAUTH_SECRET ?? (await keptSecret(env.DATA_DIR, 'nextauth')),
    NEXTAUTH_URL: env.NEXTAUTH_URL ?? publicUrl(env),
    ...search.environment,
  };
  if (!dev && !(await isBuilt(distDir))) await step('web pages, built', (report) => build(distDir, report));

  const worker = keepRunning('scripts/worker.ts', [], environment);
  endings.push(worker.stop);
  const patience = WEB_PATIENCE + env.DRAIN_SECONDS * 1000;
  const web: Kept = keepRunning('scripts/web.ts', dev ? ['--dev'] : [], environment, patience);
  endings.push(web.stop);
  await step('web', () => untilAnswers(env.PORT, env.HOST));

  console.log(`\nDatabase: ${database.description}. Search: ${search.description}. Data: ${env.DATA_DIR}.`);
  if (administrator !== null) console.log(administrator);
  console.log(
    `The archive is open: ${publicUrl(env)}   The desk: ${publicUrl(env)}/desk   Stop with Ctrl-C.`,
  );
}

async function untilAnswers(port: number, host: string): Promise<void> {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const answer = await fetch(
      `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}/healthz`,
    ).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new StartRefused('The web part did not answer within a minute: its own words are above.');
}
