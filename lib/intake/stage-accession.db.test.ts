import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { type ImportRequest, stageAccession } from './stage-accession';

const archivist: Actor = {
  type: 'user',
  id: '00000000-0000-7000-8000-000000000001',
  name: 'archivist',
  role: 'archivist',
};

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'sawt-intake-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

let name = 0;
async function file(content: string | Uint8Array, ending = 'jsonl'): Promise<string> {
  const at = path.join(folder, `file-${++name}.${ending}`);
  await writeFile(at, content);
  return at;
}

async function bring(request: Partial<ImportRequest> & { paths: string[] }) {
  const result = await stageAccession(archivist, request, database.context);
  if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
  return result.value;
}

const line = (record: Record<string, unknown>) => `${JSON.stringify({ format: 'sawt/1', ...record })}\n`;
const post = (text: string, more: Record<string, unknown> = {}) =>
  line({ text, speaker: 'Test Speaker', ...more });

describe('an import of this archive’s own JSONL', () => {
  it('stages each record with the exact bytes of its line', async () => {
    const given = `${post('First synthetic words.')}\r\n  ${post('Second synthetic words.').trim()}  \n`;
    const { accession, report } = await bring({ paths: [await file(given)] });
    expect(report).toMatchObject({ read: 2, staged: 2, held: 0, quarantined: 0 });
    const items = await database.app.stagedItem.findMany({
      where: { accessionId: accession!.id },
      include: { original: true },
      orderBy: { position: 'asc' },
    });
    expect(items.map((item) => Buffer.from(item.original!.bytes).toString())).toEqual([
      post('First synthetic words.').trim(),
      post('Second synthetic words.').trim(),
    ]);
    for (const item of items) {
      const { position, bytes } = item.original!;
      expect(given.slice(Number(position), Number(position) + bytes.length)).toBe(
        Buffer.from(bytes).toString(),
      );
      expect(item.state).toBe('waiting');
    }
  });
});
