import { describe, expect, it } from 'vitest';
import { readEnv } from './env';

describe('settings', () => {
  it('have working defaults, and an empty value counts as absent', () => {
    expect(readEnv({ PORT: '', MEILI_URL: '' })).toMatchObject({
      ok: true,
      value: { PORT: 3000, SEARCH_ENGINE: 'auto', LOG_LEVEL: 'info', TRUST_PROXY: false },
    });
  });

  it.each([
    [{ PORT: 'abc' }, 'PORT must be a whole number'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 1 to 65535'],
    [{ SEARCH_ENGINE: 'elastic' }, 'SEARCH_ENGINE must be auto, meilisearch or postgres'],
    [{ PUBLIC_URL: 'ftp://archive' }, 'PUBLIC_URL must be an address beginning with http'],
    [{ DATABASE_URL: 'mysql://x/y' }, 'DATABASE_URL must be an address such as postgresql'],
    [{ NEXTAUTH_SECRET: 'short' }, 'NEXTAUTH_SECRET must be at least 32 characters'],
    [{ SAWT_PORT: '3000' }, 'SAWT_PORT is not a setting'],
    [{ SEARCH_ENGINE: 'postgres', MEILI_URL: 'http://127.0.0.1:7700' }, 'contradict'],
    [{ DATABASE_URL_READING: 'postgresql://a/b' }, 'need DATABASE_URL'],
  ])('stop with one clear line on %o', (source, line) => {
    const read = readEnv(source);
    expect(!read.ok && read.message).toContain(line);
    expect(!read.ok && read.message).not.toContain('\n');
  });
});
