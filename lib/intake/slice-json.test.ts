import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonPath, type JsonSlice, sliceJson } from './slice-json';

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function slice(
  text: string | Uint8Array,
  choose: (path: JsonPath) => 'take' | 'enter' | 'skip',
  size = 7,
): Promise<JsonSlice[]> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const slices: JsonSlice[] = [];
  for await (const one of sliceJson(chunked(bytes, size), choose)) slices.push(one);
  return slices;
}

const elements = (path: JsonPath) => (path.length === 0 ? 'enter' : 'take');

describe('sliceJson', () => {
  it('hands over each element’s own bytes, spaces and escapes as they stand', async () => {
    const text = ' [ {"a" :  "x\\"]}"}, 12 ,"three",[ ] ] ;\n';
    const slices = await slice(text, elements, 3);
    expect(slices.map((one) => one.is === 'value' && Buffer.from(one.bytes).toString())).toEqual([
      '{"a" :  "x\\"]}"}',
      '12',
      '"three"',
      '[ ]',
    ]);
    for (const one of slices) {
      if (one.is !== 'value') throw new Error(one.is);
      expect(text.slice(one.position, one.position + one.length)).toBe(Buffer.from(one.bytes).toString());
    }
  });

  it('enters objects by key and leaves out what is not asked for', async () => {
    const text = '{"private":{"messages":["no"]},"chats":{"list":[{"type":"t","messages":[1,2]}]}}';
    const slices = await slice(text, (path) => {
      if (path[0] === 'private') return 'skip';
      if (path[3] === 'messages') return path.length === 5 ? 'take' : 'enter';
      return path[3] === 'type' ? 'take' : 'enter';
    });
    expect(slices.map((one) => one.is === 'value' && [one.path, Buffer.from(one.bytes).toString()])).toEqual([
      [['chats', 'list', 0, 'type'], '"t"'],
      [['chats', 'list', 0, 'messages', 0], '1'],
      [['chats', 'list', 0, 'messages', 1], '2'],
    ]);
  });

  it('says from where a damaged text cannot be read, and keeps what came before', async () => {
    const slices = await slice('[{"a":1},{"b":2', elements);
    expect(slices).toMatchObject([
      { is: 'value', position: 1 },
      { is: 'broken', position: 9, length: 6 },
    ]);
    expect(await slice('[1 2]', elements)).toMatchObject([{ is: 'value' }, { is: 'broken', position: 3 }]);
    expect(await slice('[1] more', elements)).toMatchObject([{ is: 'value' }, { is: 'broken', position: 4 }]);
    expect(await slice('', elements)).toMatchObject([{ is: 'broken', position: 0, length: 0 }]);
  });

  it('finds the same elements as JSON.parse in any JSON, whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 4 })),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 1, '\t'),
        async (values, size, indent) => {
          const slices = await slice(JSON.stringify(values, null, indent), elements, size);
          const read = slices.map((one) =>
            JSON.parse(one.is === 'value' ? Buffer.from(one.bytes).toString() : ''),
          );
          expect(JSON.stringify(read)).toBe(JSON.stringify(values));
        },
      ),
    );
  });

  it('never throws nor hangs on any bytes, and its pieces never overlap', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.integer({ min: 1, max: 9 }),
        async (bytes, size) => {
          let end = 0;
          for (const one of await slice(bytes, elements, size)) {
            expect(one.position).toBeGreaterThanOrEqual(end);
            end = one.position + one.length;
          }
          expect(end).toBeLessThanOrEqual(bytes.length);
        },
      ),
    );
  });

  it('tells of what is neither list nor object where it was to look inside, and keeps none of it', async () => {
    const inside = (path: JsonPath) => (path.length < 2 ? 'enter' : 'take');
    expect(await slice('{"messages":"none", "more":[1]}', inside)).toMatchObject([
      { is: 'stray', path: ['messages'], position: 12, length: 6 },
      { is: 'value', path: ['more', 0] },
    ]);
  });

  it('takes no half word for a value and goes on behind it', async () => {
    const text = '{"messages":date":"12","text":["words"]}';
    expect(await slice(text, (path) => (path.length === 0 ? 'enter' : 'skip'))).toMatchObject([
      { is: 'broken', position: 12, length: text.length - 12 },
    ]);
    expect(await slice('[1;2]', elements)).toMatchObject([{ is: 'broken', position: 1 }]);
  });
});
