import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { Context } from '@/lib/context';
import { Prisma } from '@/lib/db/generated/client';
import { type Result, refuse } from '@/lib/result';
import { csvLines, jsonlLines } from './record-lines';

const LINES = { jsonl: jsonlLines, csv: csvLines };
const LONGEST = 4 * 60 * 60 * 1000;

/**
 * Writes the public archive, as it is at one moment, into `file` as `sawt/1` JSONL or as CSV. Refuses a
 * file that is there already. Written beside its place first: what carries the name is whole.
 */
export async function exportLines(
  context: Pick<Context, 'db'>,
  format: keyof typeof LINES,
  file: string,
): Promise<Result<{ lines: number }>> {
  const draft = `${file}.part`;
  const out = await open(file, 'wx').catch(() => null);
  if (!out) return refuse('out-exists', `${file} is there already, or its folder is not: name another.`);
  await out.close();
  const part = await open(draft, 'w');
  try {
    const lines = await context.db.$transaction((tx) => writeLines(part, LINES[format](tx)), {
      isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead,
      timeout: LONGEST,
      maxWait: 10_000,
    });
    await part.sync();
    await rename(draft, file);
    return { ok: true, value: { lines } };
  } catch (error) {
    await rm(draft, { force: true });
    await rm(file, { force: true });
    throw error;
  } finally {
    await part.close();
  }
}

async function writeLines(out: FileHandle, lines: AsyncIterable<string>): Promise<number> {
  let count = 0;
  for await (const line of lines) {
    await out.writeFile(line);
    count += 1;
  }
  return count;
}
