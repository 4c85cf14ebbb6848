import { expect, it } from 'vitest';
import { readRoute } from './read-route';

const ask = (route: ReturnType<typeof readRoute>) =>
  route(new Request('https://archive.example/oai'), { params: Promise.resolve({}) });

it('so many read at once and so many wait, and the rest are told when to come back', async () => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let running = 0;
  const most: number[] = [];
  // Two routes share the bound: one alone could not be taken from the other.
  const [harvest, feed] = ['a', 'b'].map((said) =>
    readRoute(async () => {
      running += 1;
      most.push(running);
      await held;
      running -= 1;
      return new Response(said);
    }),
  ) as [ReturnType<typeof readRoute>, ReturnType<typeof readRoute>];
  const all = Array.from({ length: 106 }, (_, nth) => ask(nth % 2 === 0 ? harvest : feed));
  const refused = await ask(harvest);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
  letGo();
  expect((await Promise.all(all)).map(({ status }) => status)).toEqual(all.map(() => 200));
  expect(Math.max(...most)).toBe(6);
  expect((await ask(feed)).status).toBe(200);
});
