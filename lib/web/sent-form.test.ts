import { describe, expect, it } from 'vitest';
import { sentForm } from './sent-form';

const send = (body: BodyInit, type?: string) =>
  sentForm(
    new Request('http://archive.example/', {
      method: 'POST',
      body,
      ...(type !== undefined && { headers: { 'content-type': type } }),
    }),
  ).then((form) => [...form].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]));
const withFile = (name: string) => {
  const form = new FormData();
  form.set('file', new File(['x'], name));
  return form;
};

describe('a form', () => {
  it('is read as it was sent', async () => {
    expect(await send(new URLSearchParams({ why: 'because' }))).toEqual([['why', 'because']]);
    expect(await send(withFile('posts.csv'))).toEqual([['file', 'posts.csv']]);
  });

  it.each([
    ['with NUL in a value', 'a=1&why=%00', 'application/x-www-form-urlencoded'],
    ['with NUL in a name', 'a=1&%00=2', 'application/x-www-form-urlencoded'],
    ['that is none', '{"why":"because"}', 'application/json'],
    ['that says to be plain text', 'why=because', 'text/plain'],
  ])('%s has no fields, and fails nothing', async (_, body, type) => {
    expect(await send(body, type)).toEqual([]);
  });
});
