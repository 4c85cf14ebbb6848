import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '@/lib/custody/canonical-json';
import { isSignedBy, readCheckpoint } from '@/lib/custody/checkpoint';
import { opensCommitment } from '@/lib/custody/commitment';
import { makeCheckpoint } from '@/lib/custody/make-checkpoint';
import { leafHash, verifyConsistency, verifyInclusion } from '@/lib/custody/merkle';
import { verifyProof } from '@/lib/custody/offline-verifier.mjs';
import { recordEvent } from '@/lib/custody/record-event';
import type { TestimonyProof } from '@/lib/custody/testimony-proof';
import { CURATOR, makeKeeping, publishForm, sealForm } from '@/lib/custody/testing/publish-form';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { inTransaction } from '@/lib/db/transaction';
import {
  answerCheckpoint,
  answerConsistency,
  answerEntries,
  answerProof,
  answerVerifier,
} from './log-answers';

const SHOWN = 'sh0wn00000';
const GONE = 'g0ne000000';
const WORDS = 'Why are you silent?';
const bytes = (hex: string) => Buffer.from(hex, 'hex');

let database: TestDatabase;
const keeping = makeKeeping();
beforeAll(async () => {
  database = await openTestDatabase();
  await publishForm(database, SHOWN, { text: 'one' });
  await publishForm(database, GONE, { text: WORDS });
  await makeCheckpoint(database.context, keeping.key, keeping.checkpoints);
  await inTransaction(database.app, (tx) =>
    recordEvent(
      tx,
      CURATOR,
      { type: 'decided', subject: { kind: 'item', key: 'canary-item' }, body: {}, public: false },
      database.context.random,
    ),
  );
  await sealForm(database, GONE);
  await makeCheckpoint(database.context, keeping.key, keeping.checkpoints);
});
afterAll(async () => {
  await database.close();
  rmSync(keeping.folder, { recursive: true });
});

const ask = (query = '', headers: Record<string, string> = {}) =>
  new Request(`https://archive.example/${query}`, { headers });
const proofOf = async (reference: string): Promise<TestimonyProof> =>
  (await answerProof(database.reading, ask(), reference)).json() as Promise<TestimonyProof>;

describe('the log by HTTP', () => {
  it('answers every position: public entries whole, the others as their leaf hash alone', async () => {
    const text = await (await answerEntries(database.reading, ask('?from=0&count=1000'))).text();
    const { size, entries } = JSON.parse(text);
    expect(entries.map(({ position }: { position: number }) => position)).toEqual([...Array(size).keys()]);
    const hidden = entries.filter(({ entry }: { entry: string | null }) => entry === null);
    expect(hidden).toHaveLength(1);
    for (const { entry, leafHash: leaf } of entries) {
      if (entry !== null) expect(Buffer.from(leafHash(entry)).toString('hex')).toBe(leaf);
    }
    expect(text).not.toMatch(/canary-item|a-curator|silent/);
  });

  it('says nothing of what came after the newest checkpoint', async () => {
    const before = await (await answerEntries(database.reading, ask('?count=1000'))).json();
    await publishForm(database, 'y0nng00000', { text: 'young' });
    const { sequenceAll } = await import('@/lib/custody/sequence');
    await sequenceAll(database.context);
    expect(await (await answerEntries(database.reading, ask('?count=1000'))).json()).toEqual(before);
    expect(await proofOf('y0nng00000')).toMatchObject({ form: { version: 1, opening: null }, entries: [] });
  });

  it('gives a signed checkpoint, as JSON and as the note alone', async () => {
    const body = await (await answerCheckpoint(database.reading, ask())).json();
    const note = await (await answerCheckpoint(database.reading, ask('', { accept: 'text/plain' }))).text();
    expect(body.note).toBe(note);
    const read = readCheckpoint(note)!;
    expect(isSignedBy(read, keeping.key.publicKey)).toBe(true);
    expect(body).toMatchObject({ size: read.size, root: Buffer.from(read.root).toString('hex') });
  });

  it('proves a testimony: its form opens the commitment, whose entry is in the signed log', async () => {
    const proof = await proofOf(SHOWN.toUpperCase());
    const { root, size } = readCheckpoint(proof.checkpoint!)!;
    const told = proof.entries.find(({ position }) => position === proof.form!.opening!.position)!;
    expect(verifyInclusion(leafHash(told.entry), told.position, size, told.inclusion.map(bytes), root)).toBe(
      true,
    );
    const { form } = await database.app.publicForm.findFirstOrThrow({ where: { key: SHOWN } });
    const text = canonicalJson(form as Json);
    expect(proof.form!.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    const made = bytes(JSON.parse(told.entry).commitments.form);
    expect(opensCommitment(made, 'form', text, bytes(proof.form!.opening!.salt))).toBe(true);
  });

  it('gives a proof that the verifier checks alone, and that no change survives', async () => {
    const text = await (await answerProof(database.reading, ask(), SHOWN)).text();
    const key = keeping.key.fingerprint;
    expect(verifyProof(Buffer.from(text), { key })).toEqual({
      ok: true,
      entries: 1,
      records: 1,
      anchored: ['key'],
    });
    expect(verifyProof(Buffer.from(text), { key: '00'.repeat(32) })).toMatchObject({ ok: false });
    for (const [from, to] of [
      ['"one', '"two'],
      [SHOWN, GONE],
      ['curator', 'nobody'],
      ['"salt":"', '"salt":"0'],
      [/"inclusion":\["./, '"inclusion":["g'],
      [/\\n\d+\\n/, '\\n4000\\n'],
      ['"version":1', '"version":2'],
    ] as const) {
      const spoiled = text.replace(from, to);
      expect(spoiled).not.toBe(text);
      expect(verifyProof(Buffer.from(spoiled)).ok, String(from)).toBe(false);
    }
    const gone = await (await answerProof(database.reading, ask(), GONE)).text();
    expect(verifyProof(Buffer.from(gone), { key })).toMatchObject({ ok: true, entries: 2, records: 0 });
  });

  it('hands out the verifier itself', async () => {
    const given = await (await answerVerifier(ask())).text();
    expect(given).toBe(readFileSync('lib/custody/offline-verifier.mjs', 'utf8'));
  });

  it('keeps of a withdrawn testimony what happened and on which day, with nothing to guess by', async () => {
    const proof = await proofOf(GONE);
    expect(proof.form).toBeNull();
    expect(proof.entries.map(({ entry }) => JSON.parse(entry).type)).toEqual(['published', 'withdrawn']);
    const { form } = await database.app.publicForm.findFirstOrThrow({ where: { key: GONE } });
    const guess = createHash('sha256')
      .update(canonicalJson(form as Json))
      .digest('hex');
    const { salt } = await database.app.commitmentSalt.findFirstOrThrow({ where: { subjectKey: GONE } });
    const all = JSON.stringify([proof, await (await answerEntries(database.reading, ask())).json()]);
    expect(all).not.toContain(guess);
    expect(all).not.toContain(Buffer.from(salt!).toString('hex'));
  });

  it('proves that the log of today begins with the log of yesterday', async () => {
    const [older, newer] = await database.app.checkpoint.findMany({ orderBy: { size: 'asc' } });
    const response = await answerConsistency(database.reading, ask(`?from=${older!.size}&to=${newer!.size}`));
    const { from, to, proof } = await response.json();
    expect(verifyConsistency(from, to, older!.rootHash, newer!.rootHash, proof.map(bytes))).toBe(true);
  });

  it('refuses what it does not know, names it, and answers 404 for what never was', async () => {
    const refused = await answerEntries(database.reading, ask('?from=-1&count=5000'));
    expect(refused.status).toBe(400);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect((await refused.json()).errors.map(({ parameter }: { parameter: string }) => parameter)).toEqual([
      'from',
      'count',
    ]);
    expect((await answerCheckpoint(database.reading, ask('?since=1'))).status).toBe(400);
    expect((await answerConsistency(database.reading, ask())).status).toBe(400);
    expect((await answerProof(database.reading, ask(), 'never00000')).status).toBe(404);
    expect((await answerProof(database.reading, ask(), 'not a reference')).status).toBe(404);
  });

  it('answers 304 to who has it already', async () => {
    const first = await answerProof(database.reading, ask(), SHOWN);
    const etag = first.headers.get('etag')!;
    const again = await answerProof(database.reading, ask('', { 'if-none-match': `W/${etag}` }), SHOWN);
    expect(again.status).toBe(304);
    expect(first.headers.get('cache-control')).toBe('no-cache');
  });
});
