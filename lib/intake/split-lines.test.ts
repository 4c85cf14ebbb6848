import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitLines } from './split-lines';

async function lines(bytes: Buffer, chunk: number, limit?: number) {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const all = [];
  for await (const line of splitLines(chunks(), limit)) all.push(line);
  return all;
}

it('cuts at LF alone, whatever the chunks, and says where each line began', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string()), fc.integer({ min: 1, max: 9 }), async (parts, chunk) => {
      const text = parts.join('\n');
      const bytes = Buffer.from(text);
      const expected = text === '' ? [] : text.split('\n');
      if (expected.at(-1) === '') expected.pop();
      const found = await lines(bytes, chunk);
      expect(found.map((line) => Buffer.from(line.bytes).toString())).toEqual(
        expected.map((line) => Buffer.from(line).toString()),
      );
      for (const { position, length, bytes: own } of found) {
        expect(bytes.subarray(position, position + length)).toEqual(Buffer.from(own));
      }
    }),
  );
});

it('passes over a line beyond the limit without holding it, and reads the next', async () => {
  const found = await lines(Buffer.from(`ok\n${'x'.repeat(100)}\nalso\n`), 7, 10);
  expect(found.map(({ tooLong, length, position }) => [tooLong, length, position])).toEqual([
    [false, 2, 0],
    [true, 100, 3],
    [false, 4, 104],
  ]);
});
