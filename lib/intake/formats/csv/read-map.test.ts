import { expect, it } from 'vitest';
import { readMap } from './read-map';

it('reads a map either way round, with values that hold for every row', () => {
  const map = { 'Tweet text': 'text', speaker: 'Who', '=twitter': 'platform' };
  expect(readMap(`\uFEFF${JSON.stringify(map)}`)).toEqual({ ok: true, value: map });
});

it('refuses what is no JSON, no object of names, or names no column of ours, and says which are', () => {
  expect(readMap('{')).toMatchObject({
    ok: false,
    reason: 'bad-map',
    message: expect.stringMatching(/not JSON/),
  });
  expect(readMap('["text"]')).toMatchObject({
    ok: false,
    message: expect.stringMatching(/must be a JSON object/),
  });
  for (const [from, to] of [
    ['Tweet', 'Words'],
    ['=twitter', 'Platform'],
    ['=text', 'words'],
  ]) {
    const refused = readMap(JSON.stringify({ [from!]: to }));
    expect(refused).toMatchObject({
      ok: false,
      message: expect.stringMatching(new RegExp(`“${from}” is “${to}”.*Known: .*text`)),
    });
  }
});
