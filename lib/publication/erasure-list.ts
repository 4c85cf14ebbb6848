import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { WITHDRAWAL_CLASSES } from '@/lib/archive/vocabulary';
import type { Env } from '@/lib/env';

const line = z.object({
  reference: z.string(),
  items: z.array(z.uuid()),
  originals: z.array(z.uuid()),
  reason: z.enum(WITHDRAWAL_CLASSES),
});
export type NotedErasure = z.infer<typeof line>;

/** Where the list lies: beside the data, so that no backup of the database takes it back in time. */
export function erasureList({ DATA_DIR }: Pick<Env, 'DATA_DIR'>): string {
  return path.join(DATA_DIR, 'erasures.txt');
}

/**
 * Adds an erasure to the list that is kept outside the database: references and ids that nobody can
 * guess, no words and no names. A backup made before an erasure still holds what was erased; by this
 * file, whoever restores it erases again before anybody reads. Throws when the line cannot be written.
 */
export async function noteErasure(list: string, erasure: NotedErasure): Promise<void> {
  await mkdir(path.dirname(list), { recursive: true });
  const file = await open(list, 'a', 0o600);
  try {
    await file.appendFile(`${JSON.stringify(line.parse(erasure))}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The erasures in the list, oldest first; none where there is no such file. Throws on a line it cannot read. */
export async function readErasures(list: string): Promise<NotedErasure[]> {
  const text = await readFile(list, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .split('\n')
    .filter((one) => one !== '')
    .map((one, index) => {
      try {
        return line.parse(JSON.parse(one));
      } catch {
        throw new Error(`${list}, line ${index + 1}, cannot be read: mend it before the archive is opened.`);
      }
    });
}
