import { Writable } from 'node:stream';
import { PrismaPg } from '@prisma/adapter-pg';
import { expect, it } from 'vitest';
import { PrismaClient } from './db/generated/client';
import { makeLog, writeInto } from './log';

function written(work: (log: ReturnType<typeof makeLog>) => void): string {
  let said = '';
  const place = new Writable({
    write(chunk, _, done) {
      said += chunk;
      done();
    },
  });
  work(makeLog('trace', place));
  return said;
}

it('strikes out what could carry a secret, a person or words, wherever it stands', () => {
  const fields = [
    'password',
    'passwordHash',
    'secret',
    'token',
    'cookie',
    'authorization',
    'key',
    'salt',
    'ip',
    'address',
    'text',
    'note',
    'url',
  ];
  for (const field of fields) {
    const said = written((log) => {
      log.info({ [field]: 'Nachtigall' }, 'first');
      log.info({ form: { [field]: 'Nachtigall' } }, 'second');
      log.info({ request: { headers: { [field]: 'Nachtigall' } } }, 'third');
    });
    expect(said, field).not.toContain('Nachtigall');
    expect(said).toContain('third');
  }
});

it('tells of an error its kind and where it was, and neither a row that it quotes nor a password', () => {
  const error = Object.assign(new Error('no answer from postgresql://sawt:Nachtigall@127.0.0.1:5432/sawt'), {
    code: '23505',
    detail: 'Key (words)=(Nachtigall) exists.',
    config: { headers: { cookie: 'Nachtigall' } },
  });
  const said = written((log) => log.error({ err: error }, 'a request failed'));
  expect(said).not.toContain('Nachtigall');
  expect(said).toContain('23505');
  expect(said).toContain('log.test.ts');
});

it('tells what the database’s client refused to send, and none of its values', async () => {
  const client = new PrismaClient({
    adapter: new PrismaPg({ connectionString: 'postgresql://127.0.0.1:1/x' }),
  });
  const wrong = { name: 'Nachtigall', passwordHash: 'Nachtigall', disabled: 'Nachtigall' };
  const error: unknown = await client.user.create({ data: wrong as never }).catch((refused) => refused);
  await client.$disconnect();
  expect(String(error), 'this is what it says by itself').toContain('Nachtigall');
  const said = written((log) => log.error({ err: error }, 'a request failed'));
  expect(said).not.toContain('Nachtigall');
  expect(said).toContain('user.create()');
  expect(said).toContain('Argument `role` is missing');
});

it('says in its own lines what a framework would write to the console, without values', () => {
  const place = { error: (..._: unknown[]) => {}, warn: (..._: unknown[]) => {} };
  const said = written((log) => {
    writeInto(log, place);
    place.error(' ⨯', Object.assign(new Error('a page failed'), { detail: 'Nachtigall' }));
    place.warn('a warning\nNachtigall');
  });
  expect(said).not.toContain('Nachtigall');
  const lines = said.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 40, err: { message: 'a page failed' } },
    { level: 40, err: { message: 'a warning' } },
  ]);
});
