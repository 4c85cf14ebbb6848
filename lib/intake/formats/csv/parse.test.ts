import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../limits';
import type { Reading } from '../../reading';
import { formatOf, memoryInput, readAll, recordsOf } from '../../testing/read-all';
import { csv } from './parse';

const read = (text: string, map: Record<string, string> | null = null) => readAll(csv, { a: text }, { map });

describe('a CSV', () => {
  it('is recognised by its columns, with commas, semicolons or tabs, a byte order mark and CRLF', async () => {
    for (const [delimiter, end] of [
      [',', '\n'],
      [';', '\r\n'],
      ['\t', '\r\n'],
    ] as const) {
      const text = `\uFEFFtext${delimiter}Speaker${delimiter}Original Lang${end}"one${delimiter}""two""${end}three"${delimiter}Test Speaker${delimiter}ar${end}`;
      expect(await formatOf({ a: text })).toBe('csv');
      const readings = await read(text);
      expect(recordsOf(readings)).toEqual([
        { text: `one${delimiter}"two"${end}three`, speaker: 'Test Speaker', originalLang: 'ar' },
      ]);
      const [reading] = readings;
      if (reading?.is !== 'record') throw new Error();
      const bytes = Buffer.from(text).subarray(reading.position, reading.position + reading.length);
      expect(Buffer.from(reading.bytes)).toEqual(bytes);
    }
  });

  it('splits several values at the bar, and ties each source to its locator', async () => {
    const text =
      'text,speaker,place,warning,source,locator,minor\nw,s,Aleppo | Idlib,death|injury,s1|s2,p. 1|,yes\n';
    expect(recordsOf(await read(text))).toEqual([
      {
        text: 'w',
        speaker: 's',
        place: ['Aleppo', 'Idlib'],
        warning: ['death', 'injury'],
        sources: [
          { id: 's1', locator: 'p. 1' },
          { id: 's2', locator: null },
        ],
        minor: true,
      },
    ]);
  });

  it('refuses a row whose id a spreadsheet has rounded', async () => {
    for (const id of ['1.16925E+18', '1,16925E+18', '8E+17', 'https://twitter.com/x/status/8.08E+17']) {
      const readings = await read(`text;speaker;url\nw;s;"${id}"\n`);
      expect(readings).toMatchObject([{ is: 'problem', reason: 'id-lost-digits' }]);
    }
  });

  it('quarantines rows with too many cells and quotes that never close', async () => {
    expect(await read('text,speaker\na,b,c\nd,e\n')).toMatchObject([
      { is: 'problem', reason: 'unreadable' },
      { is: 'record' },
    ]);
    expect(await read('text,speaker\nd,e\n"a,b\nc,d\n')).toMatchObject([
      { is: 'record' },
      { is: 'problem', reason: 'unreadable' },
    ]);
  });

  it('takes a quote inside a cell for what it is', async () => {
    expect(recordsOf(await read('text,speaker\na 12" shell,b\n'))).toEqual([
      { text: 'a 12" shell', speaker: 'b' },
    ]);
  });

  it('is read with a map either way round, and with values that hold for every row', async () => {
    const text = 'Tweet text,Who\nwords,Test Speaker\n';
    const wanted = [{ text: 'words', speaker: 'Test Speaker', platform: 'twitter' }];
    expect(
      recordsOf(await read(text, { 'Tweet text': 'text', Who: 'speaker', '=twitter': 'platform' })),
    ).toEqual(wanted);
    expect(
      recordsOf(await read(text, { text: 'Tweet text', speaker: 'Who', '=twitter': 'platform' })),
    ).toEqual(wanted);
    expect(await formatOf({ a: text })).toBeNull();
  });

  it('keeps the spaces of the words and drops those around other values', async () => {
    expect(recordsOf(await read('text,speaker\n  words , Test Speaker \n'))).toEqual([
      { text: '  words ', speaker: 'Test Speaker' },
    ]);
  });

  it('passes over empty lines, whichever their ends, and says nothing of them', async () => {
    const readings = await read('text,speaker\r\n\r\none,a\r\n\n\r\ntwo,b\r\n\r\n');
    expect(recordsOf(readings).map(({ text }) => text)).toEqual(['one', 'two']);
    expect(readings).toHaveLength(2);
  });

  it('reads a header whose cells are quoted and hold quotes or line ends, also after a byte order mark', async () => {
    for (const chunk of [1, 1009]) {
      const input = memoryInput({ a: '\uFEFF"Tweet\n""text""",Who\nwords,Test Speaker\n' }, chunk);
      const map = { 'Tweet\n"text"': 'text', Who: 'speaker' };
      const readings: Reading[] = [];
      for await (const one of csv.read(input, ['a'], { zone: null, map })) readings.push(one);
      expect(recordsOf(readings)).toEqual([{ text: 'words', speaker: 'Test Speaker' }]);
    }
  });

  it('keeps the place of a row past the limit, not the row, and reads on behind it', async () => {
    const readings = await read(`text,speaker\n"${'x'.repeat(LIMITS.recordBytes)}",a\nwords,b\n`);
    expect(readings).toMatchObject([
      { is: 'problem', reason: 'too-long', position: 13, bytes: undefined },
      { is: 'record', record: { text: 'words' } },
    ]);
  });

  it('takes yes and no in the words and signs that spreadsheets hold, and leaves others to the check', async () => {
    const minors = async (words: string[]) =>
      recordsOf(await read(`text,speaker,minor\n${words.map((word) => `w,s,${word}\n`).join('')}`)).map(
        ({ minor }) => minor,
      );
    expect(await minors(['yes', 'TRUE', '1', 'y', 'نعم'])).toEqual([true, true, true, true, true]);
    expect(await minors(['no', 'False', '0', 'n', 'لا'])).toEqual([false, false, false, false, false]);
    expect(await minors(['perhaps'])).toEqual(['perhaps']);
  });
});
