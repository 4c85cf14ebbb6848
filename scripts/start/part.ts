import { openDatabase } from '@/lib/db/open-archive';
import { type Env, publicUrl, readEnv } from '@/lib/env';
import { build, isBuilt } from './build';
import { keepRunning } from './children';
import { prepareArchive } from './prepare';
import { needFreePort } from './single-instance';
import { orRefuse, StartRefused, step } from './steps';

/** The parts that can run by themselves, for an archive on more than one machine. */
export const PARTS = ['build', 'prepare', 'web', 'worker'] as const;
export type Part = (typeof PARTS)[number];

const DIST = '.next';
/** Answers under way may take two minutes, and saying that it will stop takes its time too. */
export const WEB_PATIENCE = 130_000;

/**
 * `npm start -- PART`: one part of the archive on this machine, the others elsewhere. `build` makes the
 * pages, `prepare` the database, and both end; `web` and `worker` run until they are stopped. They need
 * a DATABASE_URL, since the embedded PostgreSQL belongs to the start that runs everything, and where
 * there is no MEILI_URL they search with PostgreSQL: a search server that one of them started would be
 * unknown to the others.
 */
export async function startPart(part: Part, endings: (() => Promise<void>)[]): Promise<void> {
  if (part === 'build') return buildPages();
  const env = orRefuse(readEnv());
  if (env.DATABASE_URL === undefined)
    throw new StartRefused(`“npm start -- ${part}” runs one part alone and needs DATABASE_URL.`);
  if (part === 'web' && env.NEXTAUTH_SECRET === undefined)
    throw new StartRefused(
      'Every web process needs the same NEXTAUTH_SECRET: set it, 32 characters or longer.',
    );
  if (part === 'web') await needFreePort(env.PORT, env.HOST);
  if (part === 'prepare') {
    const told = await prepareArchive(env, orRefuse(await openDatabase(env)));
    if (told !== null) console.log(told);
    return;
  }
  const urls = await workingUrls(env, env.DATABASE_URL);
  if (part === 'web') await buildPages();
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_DIST_DIR: DIST,
    DATABASE_URL: urls.app,
    DATABASE_URL_READING: urls.reading,
    DATABASE_URL_MIGRATE: '',
    NEXTAUTH_URL: env.NEXTAUTH_URL ?? publicUrl(env),
    ...(env.MEILI_URL === undefined && { SEARCH_ENGINE: 'postgres' }),
  };
  const patience = part === 'web' ? WEB_PATIENCE + env.DRAIN_SECONDS * 1000 : undefined;
  endings.push(keepRunning(`scripts/${part}.ts`, [], environment, patience).stop);
  console.log(`Sawt: the ${part} part runs.`);
}

/** Addresses of the two roles that serve; whoever sets both keeps the owner's from these processes. */
async function workingUrls(env: Env, app: string): Promise<{ app: string; reading: string }> {
  if (env.DATABASE_URL_READING !== undefined) return { app, reading: env.DATABASE_URL_READING };
  return orRefuse(await openDatabase(env)).urls;
}

async function buildPages(): Promise<void> {
  if (!(await isBuilt(DIST))) await step('web pages, built', (report) => build(DIST, report));
}
