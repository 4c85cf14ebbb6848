import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { makeLog } from './log';

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
