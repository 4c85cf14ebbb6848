import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf, formatOf, readAll, recordsOf } from '../../testing/read-all';
import { autoArchiver } from './parse';
import { readPython } from './read-python';

const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;
const row = (
  metadata: string,
  media = "[Media(filename='/home/canary/a.jpg', properties={'GPS Position': '36.2 N'})]",
) => `status,metadata,media\narchived: success,${cell(metadata)},${cell(media)}\n`;
const metadata =
  "{'url': 'https://twitter.com/test_account/status/808461429765046272', 'timestamp': datetime.datetime(2016, 12, 13, 0, 0, tzinfo=datetime.timezone.utc), 'title': 'It\\'s \\u062d', 'content': \"two\\nlines\", 'uploader': 'Test Speaker', 'n': None, 'ok': True}";

describe('Auto Archiver CSV', () => {
  it('is recognised with literals and as a sheet', async () => {
    expect(await formatOf({ a: row(metadata) })).toBe('auto-archiver');
    expect(await formatOf({ a: 'Link,Archive status,Archive location,Archive date,Hash\n' })).toBe(
      'auto-archiver',
    );
  });

  it('reads Python literals and keeps the row without its media cell', async () => {
    const readings = await readAll(autoArchiver, { a: row(metadata) });
    expect(recordsOf(readings)[0]).toMatchObject({
      text: 'It’s ح\n\ntwo\nlines'.replace('’', "'"),
      platform: 'twitter',
      platformId: '808461429765046272',
      speaker: 'Test Speaker',
      date: '2016-12-13T00:00:00Z',
    });
    const [reading] = readings;
    if (reading?.is !== 'record') throw new Error();
    expect(Buffer.from(reading.bytes).toString()).toBe(`archived: success,${cell(metadata)},`);
    expect(codesOf(readings)).toEqual(['original-redacted']);
  });

  it('quarantines what is no literal, and never runs it', async () => {
    const readings = await readAll(autoArchiver, { a: row("__import__('os').system('x')") });
    expect(readings).toMatchObject([{ is: 'problem', reason: 'unreadable' }]);
    for (const other of ["'a text'", "['a list']", 'None', '7']) {
      expect(await readAll(autoArchiver, { a: row(other) })).toMatchObject([{ reason: 'unreadable' }]);
    }
    const naive = metadata.replace(', tzinfo=datetime.timezone.utc', '');
    const [timeless] = await readAll(autoArchiver, { a: row(naive) });
    if (timeless?.is !== 'problem') throw new Error();
    expect(timeless.reason).toBe('zone-needed');
    expect(Buffer.from(timeless.bytes!).toString()).toBe(`archived: success,${cell(naive)},`);
    expect(
      recordsOf(await readAll(autoArchiver, { a: row(naive) }, { zone: 'Asia/Damascus' }))[0],
    ).toMatchObject({
      date: '2016-12-13T00:00:00',
      zone: 'Asia/Damascus',
    });
  });

  it('reads the sheet’s columns', async () => {
    const sheet =
      'Link,Archive status,Archive location,Archive date,Upload timestamp,Upload title,Text content,Hash\n' +
      'https://t.me/testchannel/5,success,https://store.example/x,2022-01-02T03:04:05.123456+00:00,2016-12-13 18:00:00+00:00,Title,Synthetic words,abc\n' +
      'https://t.me/testchannel/6,failed,,,,,,\n';
    const readings = await readAll(autoArchiver, { a: sheet });
    expect(readings.map((reading) => reading.is)).toEqual(['record', 'passed-over']);
    expect(recordsOf(readings)[0]).toMatchObject({
      text: 'Synthetic words',
      platform: 'telegram',
      platformId: 'testchannel/5',
      date: '2016-12-13T18:00:00Z',
      captured: '2022-01-02T03:04:05Z',
    });
  });
});

describe('readPython', () => {
  it('reads what repr writes and nothing else', () => {
    expect(readPython("{'a': [1, -2.5, (3,), {4}], b'x': None}")).not.toBeNull();
    expect(readPython('<Media object at 0x7f>')).toEqual({ value: '<Media object at 0x7f>' });
    for (const text of ['', '{', "{'a'", "'open", '1 2', 'f(', '['.repeat(1000)])
      expect(readPython(text)).toBeNull();
  });

  it('never throws, whatever it is given', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      "'",
      '"',
      '\\',
      ',',
      ':',
      '=',
      'a',
      '1',
      ' ',
      'None',
      '<',
      '>',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        readPython(parts.join(''));
      }),
    );
  });
});
