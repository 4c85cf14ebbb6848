import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Actor } from '@/lib/access/actor';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import type { ImportOutcome, ImportRequest } from '../import-request';
import { stageAccession } from '../stage-accession';

const archivist: Actor = {
  type: 'user',
  id: '00000000-0000-7000-8000-000000000001',
  name: 'test-archivist',
  role: 'archivist',
};

/** A test database with a folder of synthetic files beside it, and imports that must not be refused. */
export interface IntakeBench {
  archivist: Actor;
  database: TestDatabase;
  folder: string;
  /** Writes a file and gives its path. */
  file(content: string | Uint8Array, name?: string): Promise<string>;
  /** Imports files and gives what came of it; throws on a refusal. */
  bring(request: ImportRequest): Promise<ImportOutcome>;
  /** Writes one file and imports it. */
  bringText(
    content: string | Uint8Array,
    more?: Partial<ImportRequest>,
    name?: string,
  ): Promise<ImportOutcome>;
  /** The accession's items in their order, each with its original. */
  items(outcome: ImportOutcome): ReturnType<typeof itemsOf>;
  close(): Promise<void>;
}

export async function openIntakeBench(): Promise<IntakeBench> {
  const database = await openTestDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'sawt-intake-'));
  let count = 0;
  const bench: IntakeBench = {
    archivist,
    database,
    folder,
    file: async (content, name = `file-${++count}`) => {
      const at = path.join(folder, name);
      await writeFile(at, content);
      return at;
    },
    bring: async (request) => {
      const result = await stageAccession(archivist, request, database.context);
      if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
      return result.value;
    },
    bringText: async (content, more = {}, name = undefined) =>
      bench.bring({ paths: [await bench.file(content, name)], ...more }),
    items: (outcome) => itemsOf(database, outcome),
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
  return bench;
}

function itemsOf(database: TestDatabase, outcome: ImportOutcome) {
  return database.app.stagedItem.findMany({
    where: { accessionId: outcome.accession?.id ?? '00000000-0000-7000-8000-000000000000' },
    include: { original: true, captures: { include: { original: true } } },
    orderBy: { position: 'asc' },
  });
}

/** One line of `sawt/1` with a testimony in it. */
export function line(text: string, more: Record<string, unknown> = {}): string {
  return `${JSON.stringify({ format: 'sawt/1', text, speaker: 'Test Speaker', lang: 'en', ...more })}\n`;
}

export function textOf(original: { bytes: Uint8Array } | null | undefined): string {
  return Buffer.from(original?.bytes ?? []).toString('utf8');
}
