import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READER } from '@/lib/access/actor';
import type { ImportOutcome } from './import-request';
import { stageAccession } from './stage-accession';
import { type IntakeBench, line, openIntakeBench, textOf } from './testing/bring';

let bench: IntakeBench;
beforeAll(async () => {
  bench = await openIntakeBench();
});
afterAll(() => bench.close());

const counts = ({ report }: ImportOutcome) => ({
  staged: report.staged,
  held: report.held,
  captures: report.captures,
  quarantined: report.quarantined,
});

describe('staging an accession', () => {
  it('keeps each record’s exact bytes and where they stood', async () => {
    const first = line('First synthetic words.').trim();
    const second = line('كلمات تجريبية ثانية').trim();
    const given = Buffer.from(`\uFEFF${first}\r\n\n  ${second}  \n`);
    const outcome = await bench.bringText(given);
    expect(counts(outcome)).toEqual({ staged: 2, held: 0, captures: 0, quarantined: 0 });
    const items = await bench.items(outcome);
    expect(items.map((item) => textOf(item.original))).toEqual([first, second]);
    for (const { original } of items) {
      const from = Number(original!.position);
      expect(given.subarray(from, from + original!.bytes.length).toString()).toBe(textOf(original));
    }
  });

  it('tells the ledger of the whole and of each batch by its root, with no plain digest of the words', async () => {
    const outcome = await bench.bringText(
      line('Words for the ledger.') + line('And some more for the ledger.'),
    );
    const events = await bench.database.app.custodyEvent.findMany({
      where: { subjectKind: 'accession', subjectKey: outcome.accession!.slug },
      orderBy: { id: 'asc' },
    });
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({
      type: 'staged',
      public: false,
      body: { count: 2, root: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(events[1]).toMatchObject({
      type: 'received',
      role: 'archivist',
      public: false,
      body: { staged: 2, captures: 0, quarantined: 0 },
    });
    expect(JSON.stringify(events)).not.toContain(outcome.report.digest);
    const [item] = await bench.items(outcome);
    expect(JSON.stringify(events)).not.toContain(item!.original!.digest);
  });

  it('publishes nothing, whatever a file says of itself', async () => {
    const { app } = bench.database;
    const shelf = () =>
      Promise.all([app.publicForm.count(), app.testimony.count(), app.reviewDecision.count()]);
    const before = await shelf();
    const claims = {
      state: 'accepted',
      published: true,
      basis: 'consent',
      risk: 'ordinary',
      reviewedBy: 'two',
      reference: 'aaaaaaaaaa',
      testimonyId: '00000000-0000-7000-8000-000000000009',
      firstApproverId: bench.archivist.type === 'user' ? bench.archivist.id : '',
    };
    const person = { record: 'person', slug: 'published-by-itself', name: { en: 'Nobody' }, ...claims };
    const outcome = await bench.bringText(
      `${line('Published by itself.', claims)}${JSON.stringify({ format: 'sawt/1', ...person })}\n`,
    );
    const items = await bench.items(outcome);
    expect(items).toHaveLength(2);
    for (const item of items) {
      expect(['waiting', 'quarantined']).toContain(item.state);
      expect(item).toMatchObject({ testimonyId: null, firstApproverId: null });
    }
    expect(items[0]!.state).toBe('waiting');
    expect(await shelf()).toEqual(before);
  });

  it('stages nothing when the same file comes again, and makes no accession of it', async () => {
    const file = await bench.file(
      line('Twice given.', { platform: 'twitter', platformId: '808461429765046001' }) +
        line('Twice given, without an id.') +
        'not json\n',
    );
    expect(counts(await bench.bring({ paths: [file] }))).toEqual({
      staged: 2,
      held: 0,
      captures: 0,
      quarantined: 1,
    });
    const again = await bench.bring({ paths: [file] });
    expect(again.accession).toBeNull();
    expect(counts(again)).toEqual({ staged: 0, held: 3, captures: 0, quarantined: 0 });
  });

  it('knows again what was put aside for want of a zone, and takes it once somebody names the zone', async () => {
    const message = { id: 7, type: 'message', date: '2016-12-13T18:00:00', from: 'Test Channel' };
    const chat = { name: 'Test Channel', type: 'public_channel', id: 1_234_567_891 };
    const words = { ...message, text: 'Local time.', contact_information: { phone_number: '+963-canary' } };
    const file = await bench.file(JSON.stringify({ ...chat, messages: [words] }), 'result.json');
    const first = await bench.bring({ paths: [file] });
    expect(counts(first)).toEqual({ staged: 0, held: 0, captures: 0, quarantined: 1 });
    expect(textOf((await bench.items(first))[0]!.original)).not.toContain('canary');
    const again = await bench.bring({ paths: [file] });
    expect(counts(again)).toEqual({ staged: 0, held: 1, captures: 0, quarantined: 0 });
    expect(counts(await bench.bring({ paths: [file], zone: 'Asia/Damascus' }))).toMatchObject({ staged: 1 });
  });

  it('quarantines a bad row with its place and reason and goes on with the rest', async () => {
    const bad = '{"format":"sawt/1","text":"No speaker here"}';
    const given = `${line('Good row one.')}${bad}\n${line('Good row two.', { date: '2016-13-45' })}[1]\n${line('Good row three.')}`;
    const outcome = await bench.bringText(given);
    expect(counts(outcome)).toEqual({ staged: 2, held: 0, captures: 0, quarantined: 3 });
    expect(outcome.report.quarantinedBy).toEqual({ invalid: 1, 'date-unreadable': 1, 'not-json': 1 });
    expect(outcome.report.examples[0]).toMatchObject({ record: 2, position: given.indexOf(bad) });
    expect(outcome.report.examples[0]!.message).toMatch(/^speaker: missing\. Give /);
    const items = await bench.items(outcome);
    expect(items.filter((item) => item.state === 'quarantined').map((item) => textOf(item.original))[0]).toBe(
      bad,
    );
  });

  it('quarantines invalid UTF-8, NUL, over-deep and over-long lines', async () => {
    const deep = `{"format":"sawt/1","text":"deep","speaker":"x","note":${'['.repeat(70)}${']'.repeat(70)}}`;
    const outcome = await bench.bringText(
      Buffer.concat([
        Buffer.from(line('Sound.')),
        Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a]),
        Buffer.from('{"text":"a\\u0000b","speaker":"x"}\n{"text":"raw \0","speaker":"x"}\n'),
        Buffer.from(`${deep}\n`),
        Buffer.from(`{"text":"${'x'.repeat(5 * 1024 * 1024)}"}\n`),
        Buffer.from(line('Sound as well.')),
      ]),
    );
    expect(outcome.report.quarantinedBy).toEqual({
      'not-utf8': 1,
      invalid: 1,
      nul: 1,
      'too-deep': 1,
      'too-long': 1,
    });
    expect(outcome.report.staged).toBe(2);
  });

  it('brings in authority records of every kind, and asks a curator about a differing second one', async () => {
    const records = [
      { kind: 'source', id: 'test-source', label: 'A synthetic source' },
      { kind: 'person', id: 'test-person', name: { en: 'Test Person', ar: 'شخص للاختبار' } },
      {
        kind: 'account',
        id: 'test-account',
        platform: 'twitter',
        name: 'Test Account',
        speakers: ['test-person'],
      },
      { kind: 'place', id: 'test-place', name: 'Test Place' },
      { kind: 'event', id: 'test-event', name: 'Test Event', date: '2016-12-13' },
      { kind: 'collection', id: 'test-collection', name: 'Test Collection' },
    ].map((record) => `${JSON.stringify({ format: 'sawt/1', ...record })}\n`);
    const outcome = await bench.bringText(records.join(''));
    expect(counts(outcome)).toEqual({ staged: 6, held: 0, captures: 0, quarantined: 0 });
    expect((await bench.items(outcome)).map((item) => item.recordKind)).toEqual(
      'source person account place event collection'.split(' '),
    );
    const same = records[3]!.replace('{', '{ ');
    const other = records[3]!.replace('Test Place', 'Another Name');
    const again = await bench.bringText(same + other);
    expect(counts(again)).toEqual({ staged: 1, held: 1, captures: 0, quarantined: 0 });
    expect((await bench.items(again))[0]!.suggestions).toMatchObject([{ code: 'text-differs' }]);
  });

  it('names fields it does not know instead of refusing the row', async () => {
    const outcome = await bench.bringText(
      line('With extras.', { mood: 'x', likes: 3 }) + line('More extras.', { likes: 4 }),
    );
    expect(outcome.report.staged).toBe(2);
    expect(outcome.report.unknownFields).toEqual({ mood: 1, likes: 2 });
  });

  it('reports on a dry run what would happen and keeps nothing', async () => {
    const file = await bench.file(`${line('Only looked at.') + line('Only looked at.')}broken\n`);
    const before = await bench.database.app.archivedOriginal.count();
    const dry = await bench.bring({ paths: [file], dryRun: true });
    expect(dry.accession).toBeNull();
    expect(counts(dry)).toEqual({ staged: 1, held: 1, captures: 0, quarantined: 1 });
    expect(await bench.database.app.archivedOriginal.count()).toBe(before);
    expect(counts(await bench.bring({ paths: [file] }))).toEqual(counts(dry));
  });

  it('refuses whoever may not import, unknown formats, unknown zones and missing files', async () => {
    const file = await bench.file(line('Not for everybody.'));
    const refusal = async (request: Parameters<typeof stageAccession>[1], actor = bench.archivist) =>
      stageAccession(actor, request, bench.database.context);
    expect(await refusal({ paths: [file] }, READER)).toMatchObject({ ok: false, reason: 'not-allowed' });
    expect(await refusal({ paths: [file], format: 'nonsense' })).toMatchObject({ reason: 'unknown-format' });
    expect(await refusal({ paths: [file], zone: 'Mars/Olympus' })).toMatchObject({ reason: 'unknown-zone' });
    expect(await refusal({ paths: [`${file}-not`] })).toMatchObject({ reason: 'not-found' });
    expect(await refusal({ paths: [await bench.file('just prose')] })).toMatchObject({
      reason: 'not-recognised',
    });
  });
});

describe('the clocks', () => {
  it('ask about the hour that Damascus lived twice, and take the rest by the zone’s history', async () => {
    const outcome = await bench.bringText(
      line('Said in the doubled hour.', { date: '2016-10-27T23:30:00' }) +
        line('Said an hour before.', { date: '2016-10-27T22:30:00' }) +
        line('Said with its offset.', { date: '2016-10-27T23:30:00+03:00' }),
    );
    expect(outcome.report).toMatchObject({ staged: 3, quarantined: 0 });
    const codes = (await bench.items(outcome)).map((item) => JSON.stringify(item.suggestions));
    expect(codes.map((code) => code.includes('time-happened-twice'))).toEqual([true, false, false]);
  });
});

describe('the same post again', () => {
  // The day that the ids tell, so that nothing but their sameness is noticed.
  const date = '2016-12-13';
  const id = () => String(808_461_429_765_046_272n + BigInt(Math.floor(performance.now() * 1000)));

  it('becomes one more capture when its words are the same and its record another', async () => {
    const platformId = id();
    const first = await bench.bringText(line('Seen twice.', { date, platform: 'twitter', platformId }));
    const second = await bench.bringText(
      line('Seen twice.', { date, platform: 'twitter', platformId, tags: ['x'] }),
    );
    expect(counts(second)).toEqual({ staged: 0, held: 0, captures: 1, quarantined: 0 });
    const [item] = await bench.items(first);
    expect(item!.captures).toHaveLength(1);
    expect(textOf(item!.captures[0]!.original)).toContain('"tags"');
    expect(item!.suggestions).toEqual([]);
    expect(
      counts(
        await bench.bringText(line('Seen twice.', { date, platform: 'twitter', platformId, tags: ['x'] })),
      ),
    ).toEqual({ staged: 0, held: 1, captures: 0, quarantined: 0 });
  });

  it('shows both words to the curator when they differ, and tells whoever has the item open', async () => {
    const platformId = id();
    const first = await bench.bringText(line('As it was.', { date, platform: 'twitter', platformId }));
    await bench.bringText(line('As it is now.', { date, platform: 'twitter', platformId }));
    const [item] = await bench.items(first);
    expect(item!.suggestions).toMatchObject([{ code: 'text-differs', value: 'As it is now.' }]);
    expect(item!.version).toBe(2);
    expect(item!.proposal).toMatchObject({ text: 'As it was.' });
  });

  it('is told by its address where the row gives no id', async () => {
    const platformId = id();
    await bench.bringText(line('By its id.', { date, platform: 'twitter', platformId }));
    const second = await bench.bringText(
      line('By its id.', { url: `https://x.com/someone/status/${platformId}?s=20` }),
    );
    expect(counts(second)).toMatchObject({ staged: 0, captures: 1 });
  });

  it('is settled alike within one file', async () => {
    const platformId = id();
    const outcome = await bench.bringText(
      line('In one file.', { date, platform: 'twitter', platformId }) +
        line('In one file.', { date, platform: 'twitter', platformId, tags: ['x'] }) +
        line('In one file, changed.', { date, platform: 'twitter', platformId }),
    );
    expect(counts(outcome)).toEqual({ staged: 1, held: 0, captures: 2, quarantined: 0 });
    const [item] = await bench.items(outcome);
    expect(item!.captures).toHaveLength(2);
    expect(item!.suggestions).toMatchObject([{ code: 'text-differs' }]);
  });
});

describe('near-same words by one account', () => {
  const words = 'There is heavy shelling around the square tonight and nobody can reach the shelters';
  const by = (account: string) => ({ platform: 'twitter', account });

  it('become one item with two captures, the difference shown', async () => {
    const first = await bench.bringText(line(words, by('near_one')));
    const second = await bench.bringText(line(`${words}!! https://example.org/x`, by('NEAR_one')));
    expect(counts(second)).toEqual({ staged: 0, held: 0, captures: 1, quarantined: 0 });
    const [item] = await bench.items(first);
    expect(item!.captures).toHaveLength(1);
    expect(item!.suggestions).toMatchObject([{ code: 'text-differs' }]);
  });

  it('stay two when another account says them, or none is named', async () => {
    await bench.bringText(line(words, by('near_two')));
    expect(counts(await bench.bringText(line(`${words}.`, by('near_three'))))).toMatchObject({ staged: 1 });
    expect(counts(await bench.bringText(line(`${words}…`)))).toMatchObject({ staged: 1 });
  });

  it('stay two, each pointing the curator to the other, when ids, numbers or days say they are two', async () => {
    const counted = `${words}: 50 wounded`;
    await bench.bringText(line(counted, { ...by('near_four'), date: '2016-12-01', platformId: id1 }));
    const others = await bench.bringText(
      line(counted, { ...by('near_four'), date: '2016-12-01', platformId: id2 }) +
        line(`${words}: 82 wounded`, { ...by('near_four'), date: '2016-12-01' }) +
        line(counted, { ...by('near_four'), date: '2016-12-09' }),
    );
    expect(counts(others)).toEqual({ staged: 3, held: 0, captures: 0, quarantined: 0 });
    for (const item of await bench.items(others)) {
      expect(item.suggestions).toContainEqual(
        expect.objectContaining({ code: 'near-same', value: expect.stringContaining('wounded') }),
      );
    }
  });
  const [id1, id2] = ['808461429765099901', '808461429765099902'];
});

describe('an import that is cut off', () => {
  it('goes on where it stopped and ends with the digest of an undisturbed one', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) =>
      line(
        `Row number ${n}.`,
        n % 7 === 0 ? { platform: 'twitter', platformId: String(9_000_000 + (n % 1400)) } : {},
      ),
    );
    const file = await bench.file(rows.join(''));
    const { context } = bench.database;
    const dies = (records: number) => {
      if (records >= 4_000) throw new Error('killed');
    };
    const request = { paths: [file], onProgress: dies };
    await expect(stageAccession(bench.archivist, request, context)).rejects.toThrow('killed');
    const open = await context.db.accession.findFirstOrThrow({ where: { state: 'open' } });
    expect(Number(open.resumeAt)).toBeGreaterThan(0);
    expect(Number(open.resumeAt)).toBeLessThan(5_000);
    const resumed = await bench.bring({ paths: [file] });
    expect(resumed).toMatchObject({ resumed: true, accession: { id: open.id } });

    const fresh = await openIntakeBench();
    try {
      const whole = await fresh.bring({ paths: [file] });
      expect(whole.report).toEqual(resumed.report);
      const placed = async (b: IntakeBench, outcome: ImportOutcome) =>
        (await b.items(outcome)).map((item) => [Number(item.position), item.original!.digest]);
      expect(await placed(bench, resumed)).toEqual(await placed(fresh, whole));
    } finally {
      await fresh.close();
    }
  });
});
