import { describe, expect, it } from 'vitest';
import { unlessAway } from './unless-away';

const form = (accept: string) =>
  new Request('https://archive.example/desk/x', { method: 'POST', headers: { accept } });
const withCode = (code: string) => Object.assign(new Error('said by the database'), { code });

describe('a form that the database cannot take', () => {
  it.each([
    '53100',
    '57P01',
    '08006',
    'ECONNREFUSED',
    '55P03',
    '40P01',
  ])('(%s) is answered with a time to come back', async (code) => {
    const fails = async () => Promise.reject(new Error('wrapped', { cause: withCode(code) }));
    const page = await unlessAway(form('text/html'), fails);
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '10']);
    const words = await page.text();
    expect(words).toContain('Nothing is lost');
    expect(words).toContain('lang="ar"');
    expect(words).not.toContain('said by the database');
    const told = await unlessAway(form('application/json'), fails);
    expect([told.status, told.headers.get('retry-after')]).toEqual([503, '10']);
    expect(await told.json()).toMatchObject({ reason: 'database-away' });
  });

  it('hides no bug: any other error goes on', async () => {
    await expect(unlessAway(form('text/html'), () => Promise.reject(new TypeError('a bug')))).rejects.toThrow(
      'a bug',
    );
  });
});
