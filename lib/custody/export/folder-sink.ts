import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Result, refuse } from '@/lib/result';
import type { Sink } from './bag';

/** Opens an empty or missing folder for an export. Refuses one with anything in it: nothing is overwritten. */
export async function openFolderSink(folder: string): Promise<Result<Sink>> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => error.code);
  if (Array.isArray(found) ? found.length > 0 : found !== 'ENOENT') {
    return refuse('out-not-empty', `${folder} is there and is not an empty folder: name another.`);
  }
  await mkdir(folder, { recursive: true });
  let file: FileHandle | null = null;
  return {
    ok: true,
    value: {
      open: async (name) => {
        const target = path.join(folder, ...name.split('/'));
        await mkdir(path.dirname(target), { recursive: true });
        file = await open(target, 'wx');
      },
      write: async (bytes) => {
        await file!.writeFile(bytes);
      },
      close: async () => {
        await file!.close();
      },
    },
  };
}
