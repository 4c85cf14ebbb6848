import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { makeActor } from '@/lib/publication/testing/people';
import { publishRecord } from '@/lib/publication/testing/publish-record';
import { register } from './erase';

let database: TestDatabase;
let anna: UserActor;
let reference: string;

beforeAll(async () => {
  database = await openTestDatabase();
  const { urls, context } = database;
  const folder = mkdtempSync(path.join(tmpdir(), 'sawt-erase-'));
  chmodSync(folder, 0o755);
  vi.stubEnv('DATABASE_URL', urls.app);
  vi.stubEnv('DATABASE_URL_READING', urls.reading);
  vi.stubEnv('DATABASE_URL_MIGRATE', urls.migrate);
  vi.stubEnv('DATA_DIR', folder);
  anna = await makeActor(context, 'anna', 'administrator');
  await makeActor(context, 'basim', 'administrator');
  await makeActor(context, 'cyrine', 'curator');
  const gone = await makeActor(context, 'dima', 'administrator');
  await context.db.user.update({ where: { id: gone.id }, data: { disabled: true } });
  reference = await publishRecord(
    anna,
    { text: 'Words to destroy', speaker: 'A witness', lang: 'en' },
    folder,
    context,
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.close();
});

/** What the command prints as JSON, with the exit code that it leaves. */
async function run(...names: string[]): Promise<{ code: number | string | undefined; reason?: string }> {
  const before = process.exitCode;
  const printed: string[] = [];
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  try {
    const program = new Command().exitOverride();
    register(program);
    const words = ['erase', reference, '--reason', 'at-request', '--json', ...names];
    await program.parseAsync(words, { from: 'user' });
    return { code: process.exitCode ?? undefined, ...JSON.parse(printed.join('')) };
  } finally {
    out.mockRestore();
    process.exitCode = before;
  }
}

it('in the shell too, erasing needs two administrators who are not one', async () => {
  expect(await run('--by', 'anna', '--and', 'anna')).toMatchObject({
    code: 1,
    reason: 'second-person-needed',
  });
  for (const [by, second] of [
    ['anna', 'cyrine'],
    ['cyrine', 'anna'],
  ] as const) {
    expect(await run('--by', by, '--and', second)).toMatchObject({ code: 1, reason: 'not-allowed' });
  }
  for (const nobody of ['dima', 'nobody', 'ANNA']) {
    expect(await run('--by', 'anna', '--and', nobody)).toMatchObject({ code: 1, reason: 'no-such-user' });
  }
  expect(await database.app.testimony.count({ where: { reference } })).toBe(1);
  expect(await run('--by', 'anna', '--and', 'basim')).toMatchObject({ code: 0, reference });
  expect(await database.app.testimony.count({ where: { reference } })).toBe(0);
});
