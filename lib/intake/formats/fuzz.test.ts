import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planReading } from '../detect';
import { FormatRefused } from '../format';
import { LimitPassed } from '../limits';
import { prepareItem } from '../prepare-item';
import type { Reading } from '../reading';
import { memoryInput } from '../testing/read-all';
import { SAMPLES } from '../testing/samples';
import { splitRows } from './csv/split-rows';
import { FORMATS } from './index';

const RUNS = process.env.SAWT_TEST_SIZE === 'long' ? 3_000 : 60;
const NOTHING = { guessLanguage: () => null, places: { find: () => [] }, speakersOf: new Map(), events: [] };
const SEMICOLON = 0x3b;
const COMMA = 0x2c;
const SAID = { zone: null, map: null };

/** One change to a file's bytes, as damage, a careless editor or an enemy would make it. */
type Change = { kind: 'flip' | 'cut' | 'put' | 'twice' | 'end'; at: number; length: number; bytes: string };

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'put', 'twice', 'end'),
  at: fc.nat(),
  length: fc.integer({ min: 1, max: 40 }),
  bytes: fc.constantFrom(
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\n',
    '\r\n',
    '\0',
    'null',
    '1e999',
    '-',
    '99999999999999999999',
    '""',
    '\uFEFF',
    '\u202E',
    "'",
    '<',
    '&#0;',
    '&#xD800;',
    '\\ud800',
    '{"__proto__":{}}',
    '['.repeat(80),
    '{"a":'.repeat(80),
  ),
});

function changed(given: Buffer, { kind, at, length, bytes }: Change): Buffer {
  const where = given.length === 0 ? 0 : at % given.length;
  const [before, after] = [given.subarray(0, where), given.subarray(where)];
  switch (kind) {
    case 'flip':
      return Buffer.concat([before, Buffer.from([(after[0] ?? 0) ^ (1 << (length % 8))]), after.subarray(1)]);
    case 'cut':
      return Buffer.concat([before, after.subarray(length)]);
    case 'put':
      return Buffer.concat([before, Buffer.from(bytes), after]);
    case 'twice':
      return Buffer.concat([before, after.subarray(0, length), after]);
    case 'end':
      return before;
  }
}

/** Everything that the importer would make of these files; refusals of the whole are an answer too. */
async function readWhatever(files: Record<string, Uint8Array>): Promise<Reading[] | 'refused'> {
  const read = await readMembers(files);
  return read === 'refused' ? read : read.readings;
}

async function readMembers(
  files: Record<string, Uint8Array>,
): Promise<{ members: string[]; readings: Reading[] } | 'refused'> {
  const input = memoryInput(files, 37);
  try {
    const plan = await planReading(input, null, SAID);
    if (!plan.ok) return 'refused';
    const readings: Reading[] = [];
    for (const { format, members } of plan.value.parts) {
      for await (const reading of format.read(input, members, SAID)) readings.push(reading);
    }
    return { members: plan.value.parts.flatMap((part) => part.members), readings };
  } catch (error) {
    if (error instanceof FormatRefused || error instanceof LimitPassed) return 'refused';
    throw error;
  }
}

function expectSound(readings: readonly Reading[], files: Record<string, Uint8Array>): void {
  const ends = new Map<string, number>();
  for (const [index, reading] of readings.entries()) {
    const prepared = prepareItem(reading, index + 1, null, NOTHING);
    expect(['item', 'quarantined', 'passed-over']).toContain(prepared.is);
    // Records stand one after the other inside their member: none is counted twice, none made up.
    expect(reading.position).toBeGreaterThanOrEqual(ends.get(reading.member) ?? 0);
    const end = reading.position + reading.length;
    expect(end).toBeLessThanOrEqual(files[reading.member]!.length);
    ends.set(reading.member, end);
  }
}

describe('every parser', () => {
  it('has a sample of its own, which it reads whole', async () => {
    for (const format of FORMATS) {
      const files = SAMPLES[format.name];
      if (!files) throw new Error(`no sample for ${format.name}`);
      const bytes = Object.fromEntries(
        Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]),
      );
      const plan = await planReading(memoryInput(bytes), null, SAID);
      expect(plan.ok && plan.value.parts.map((part) => part.format.name), format.name).toEqual([format.name]);
      const readings = await readWhatever(bytes);
      expect(readings, format.name).not.toBe('refused');
      expect(
        (readings as Reading[]).some((reading) => reading.is === 'record'),
        format.name,
      ).toBe(true);
    }
  });

  it.each(FORMATS.map((format) => format.name))('survives any damage to a good file: %s', async (name) => {
    const files = Object.entries(SAMPLES[name]!);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.array(change, { minLength: 1, maxLength: 4 }), async (which, changes) => {
        const damaged: Record<string, Uint8Array> = {};
        for (const [index, [member, text]] of files.entries()) {
          damaged[member] = index === which % files.length ? applied(text, changes) : Buffer.from(text);
        }
        const readings = await readWhatever(damaged);
        if (readings !== 'refused') expectSound(readings, damaged);
      }),
      { numRuns: RUNS },
    );
  });

  it('accounts for every byte of a file of lines: as a record, a problem, left out, or structure', async () => {
    for (const name of ['sawt', 'tweets-v1', 'snscrape', 'csv']) {
      const [[member, text]] = Object.entries(SAMPLES[name]!) as [[string, string]];
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
          const bytes = applied(text, changes);
          const readings = await readWhatever({ [member]: bytes });
          if (readings === 'refused') return;
          const rest = Buffer.from(bytes);
          for (const { position, length } of readings) rest.fill(0x20, position, position + length);
          // A CSV's header is no record.
          if (name === 'csv') rest.fill(0x20, 0, await headerLength(bytes, SEMICOLON));
          const left = rest.toString('latin1');
          expect(left.replace(/[\s[\],;\u00ef\u00bb\u00bf]/g, '')).toBe('');
        }),
        { numRuns: RUNS },
      );
    }
  });
});

/** Words of people in each sample: where they still stand after the damage, something must account for them. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  sawt: ['Synthetic “words”'],
  csv: ['three"', 'b;c'],
  'tweets-v1': ['Synthetic &amp;', 'whose'],
  'tweets-v2': ['"words"', '"more"'],
  snscrape: ['"words"'],
  'x-archive': ['"one"', 'cut…'],
  telegram: ['"b"', '"local"'],
  facebook: ['Ø­ÙØ¨'],
  mastodon: ['<br>b'],
  bluesky: ['حلب here'],
  'yt-dlp': ['Title'],
  'auto-archiver': ['rds'],
  wacz: ['words'],
};

describe('no parser loses words in silence', () => {
  it.each(FORMATS.map((format) => format.name))('whatever is damaged around them: %s', async (name) => {
    const [[member, text], ...others] = mainFirst(Object.entries(SAMPLES[name]!), WORDS[name]!);
    let looked = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 3 }), async (changes) => {
        const bytes = applied(text, changes);
        const files = Object.fromEntries(others.map(([other, words]) => [other, Buffer.from(words)]));
        const read = await readMembers({ ...files, [member]: bytes });
        // A file that is no longer recognised is named in the report; the whole was refused aloud.
        if (read === 'refused' || !read.members.includes(member)) return;
        const spans: { position: number; length: number }[] = read.readings.filter(
          (reading) => reading.member === member,
        );
        // A header is no record: its columns are named in the report.
        const separator = { csv: SEMICOLON, 'auto-archiver': COMMA }[name];
        if (separator !== undefined)
          spans.push({ position: 0, length: await headerLength(bytes, separator) });
        // Or the person is told that from some place on the file is not what it should be.
        const told = read.readings.some((one) => one.is === 'problem' && one.reason === 'broken');
        // What a page of tweets includes is of others, and not read.
        const end = name === 'tweets-v2' ? bytes.indexOf('"includes"') : bytes.length;
        for (const words of WORDS[name]!) {
          for (let at = bytes.indexOf(words); at !== -1 && at < end; at = bytes.indexOf(words, at + 1)) {
            looked += 1;
            const until = at + Buffer.byteLength(words);
            const inside = spans.some((span) => span.position <= at && until <= span.position + span.length);
            expect(inside || told, `${words} at ${at} of ${bytes}`).toBe(true);
          }
        }
      }),
      { numRuns: RUNS },
    );
    expect(looked).toBeGreaterThan(0);
  });
});

type Entry = [string, string];
function mainFirst(entries: Entry[], words: readonly string[]): [Entry, ...Entry[]] {
  const main = entries.find(([, text]) => words.every((one) => text.includes(one)));
  if (!main) throw new Error(`no member of the sample holds ${words}`);
  return [main, ...entries.filter((entry) => entry !== main)];
}

describe('telling formats apart', () => {
  it('survives any bytes at all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(
          'a',
          'a.json',
          'data/tweets.js',
          'outbox.json',
          'posts/your_posts_1.json',
          'pages/p.jsonl',
        ),
        async (bytes, name) => {
          const readings = await readWhatever({ [name]: bytes });
          if (readings !== 'refused') expectSound(readings, { [name]: bytes });
        },
      ),
      { numRuns: RUNS * 3 },
    );
  });

  it('and reading takes time in proportion to the file, however it is nested or quoted', async () => {
    const size = 1 << 20;
    for (const unit of ['{"a":', '[', '"', '\\"', '{"text":"', 'a,', '<', '&', '""', "{'", '{"data":[']) {
      const started = performance.now();
      await readWhatever({ 'a.json': Buffer.from(unit.repeat(size / unit.length)) });
      await readWhatever({ 'a.csv': Buffer.from(`text,speaker\n${unit.repeat(size / unit.length)}`) });
      expect(performance.now() - started, unit).toBeLessThan(30_000);
    }
  });
});

async function headerLength(bytes: Uint8Array, separator: number): Promise<number> {
  for await (const header of splitRows(memoryInput({ a: bytes }).open('a'), separator)) return header.length;
  return 0;
}

function applied(text: string, changes: readonly Change[]): Buffer {
  return changes.reduce(changed, Buffer.from(text));
}
