import path from 'node:path';
import { z } from 'zod';
import { type Result, refuse } from '@/lib/result';

/**
 * The one place that reads settings. Names and meanings: docs/operating.md, which a test holds against
 * this list.
 */
const whole = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d+$/, 'a whole number')
    .transform(Number)
    .refine((value) => value >= low && value <= high, `a whole number from ${low} to ${high}`);
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'an address such as postgresql://user:password@host/database',
});
const httpUrl = z.url({ protocol: /^https?$/, error: 'an address beginning with http:// or https://' });

const settings = z.object({
  PORT: whole(1, 65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: httpUrl.transform(withoutTrailingSlashes).optional(),
  DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .transform((folder) => path.resolve(folder)),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_URL_READING: postgresUrl.optional(),
  DATABASE_URL_MIGRATE: postgresUrl.optional(),
  MEILI_URL: httpUrl.optional(),
  MEILI_API_KEY: z.string().min(1).optional(),
  SEARCH_ENGINE: z.enum(['auto', 'meilisearch', 'postgres'], 'auto, meilisearch or postgres').default('auto'),
  NEXTAUTH_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  NEXTAUTH_URL: httpUrl.optional(),
  SIGNING_KEY_FILE: z.string().min(1).optional(),
  BACKUP_KEY_FILE: z.string().min(1).optional(),
  METRICS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  TRUST_PROXY: z
    .enum(['0', '1', 'true', 'false'], '1 or 0')
    .default('0')
    .transform((value) => value === '1' || value === 'true'),
  DRAIN_SECONDS: whole(0, 300).default(0),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'trace, debug, info, warn, error or silent')
    .default('info'),
});

function withoutTrailingSlashes(url: string): string {
  return url.endsWith('/') ? withoutTrailingSlashes(url.slice(0, -1)) : url;
}

export type Env = z.infer<typeof settings>;

/** The names of all settings, for the documentation's test. */
export const SETTING_NAMES = Object.keys(settings.shape) as (keyof Env)[];

// Not settings: how the project's own test runner tells its tests their size and where to count.
const INTERNAL = ['SAWT_TEST_SIZE', 'SAWT_TALLY_FILE'];

/**
 * Reads and checks the settings. An empty value counts as absent. Refuses, naming the first setting
 * that is wrong and what it takes, on a bad value, on settings that contradict each other, and on any
 * name beginning with SAWT_: there is none, so it is a slip whose silence would surprise later.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Result<Env> {
  const stray = Object.keys(source).find((name) => name.startsWith('SAWT_') && !INTERNAL.includes(name));
  if (stray)
    return refuse(
      'unknown-setting',
      `${stray} is not a setting of Sawt: settings have no prefix (see docs/operating.md).`,
    );
  const given = Object.fromEntries(
    SETTING_NAMES.flatMap((name) => (source[name] ? [[name, source[name]]] : [])),
  );
  const read = settings.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0];
    const name = issue?.path.join('.') ?? 'a setting';
    return refuse(
      'bad-setting',
      `${name} must be ${issue?.message.replace(/^Invalid input: expected /, '')}.`,
    );
  }
  const env = read.data;
  if (env.SEARCH_ENGINE === 'postgres' && env.MEILI_URL) {
    return refuse(
      'bad-setting',
      'SEARCH_ENGINE=postgres and MEILI_URL contradict each other: leave one out.',
    );
  }
  if ((env.DATABASE_URL_READING || env.DATABASE_URL_MIGRATE) && !env.DATABASE_URL) {
    return refuse(
      'bad-setting',
      'DATABASE_URL_READING and DATABASE_URL_MIGRATE need DATABASE_URL beside them.',
    );
  }
  return { ok: true, value: env };
}

let known: Env | undefined;

/** The settings of this process. Throws the one clear line when they are wrong. */
export function env(): Env {
  if (!known) {
    const read = readEnv();
    if (!read.ok) throw new Error(read.message);
    known = read.value;
  }
  return known;
}

/** Where readers find the archive: PUBLIC_URL, or this machine. No trailing slash. */
export function publicUrl(settings: Pick<Env, 'PUBLIC_URL' | 'PORT'> = env()): string {
  return settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`;
}
