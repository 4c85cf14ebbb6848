import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planReading } from './detect';
import { openInput } from './input/open-input';
import type { Reading } from './reading';
import { zipOf } from './testing/pack';
import { SAMPLES } from './testing/samples';

const SAID = { zone: null, map: null };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sawt-detect-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function given(name: string, content: string | Uint8Array): Promise<string> {
  const at = path.join(folder, name);
  await writeFile(at, content);
  return at;
}

async function planned(...paths: string[]) {
  const opened = await openInput(paths);
  if (!opened.ok) throw new Error(opened.message);
  const plan = await planReading(opened.value, null, SAID);
  if (!plan.ok) throw new Error(plan.message);
  return { input: opened.value, plan: plan.value };
}

it('reads what is given beside a whole export, and names none of the export’s other members', async () => {
  const archive = await given('x.zip', await zipOf({ ...SAMPLES['x-archive'], 'data/like.js': '[]' }));
  const table = await given('a.csv', SAMPLES.csv!['a.csv']!);
  const other = await given('notes.txt', 'of no format');
  const { plan, input } = await planned(archive, table, other);
  await input.close();
  expect(plan.parts.map((part) => part.format.name).sort()).toEqual(['csv', 'x-archive']);
  expect(plan).toMatchObject({ notRead: ['notes.txt'], notReadCount: 2 });
});

it('gives each of two exports the words of its own owner', async () => {
  // Without the user that some exports repeat in each tweet, account.js alone says whose they are.
  const sample = SAMPLES['x-archive']!;
  const own = { ...sample, 'data/tweets.js': sample['data/tweets.js']!.replaceAll('"user"', '"was"') };
  const others = {
    ...own,
    'data/account.js': sample['data/account.js']!.replaceAll('test_account', 'other_account'),
  };
  const paths = [await given('one.zip', await zipOf(own)), await given('two.zip', await zipOf(others))];
  const { plan, input } = await planned(...paths);
  const owners: unknown[] = [];
  for (const { format, members } of plan.parts) {
    const readings: Reading[] = [];
    for await (const reading of format.read(input, members, SAID)) readings.push(reading);
    owners.push([...new Set(readings.flatMap((one) => (one.is === 'record' ? [one.record.account] : [])))]);
  }
  await input.close();
  expect(owners).toEqual([
    ['test_account', 'whose'],
    ['other_account', 'whose'],
  ]);
});

it('says what to do with a bag of this archive’s public forms', async () => {
  const bag = await given('bag.zip', await zipOf({ 'b/bagit.txt': 'x', 'b/data/records/forms.jsonl': '{}' }));
  await expect(planned(bag)).rejects.toMatchObject({ reason: 'bag-of-forms' });
});
