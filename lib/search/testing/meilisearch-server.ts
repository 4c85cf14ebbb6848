import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findMeilisearch, startMeilisearch } from '../meilisearch-program';

export interface TestMeilisearch {
  url: string;
  apiKey: string | undefined;
  stop(): Promise<void>;
}

/** The server at MEILI_URL, else one of our own from the PATH in a folder of its own; null where there is neither. */
export async function openTestMeilisearch(): Promise<TestMeilisearch | null> {
  const { MEILI_URL: url, MEILI_API_KEY: apiKey } = process.env;
  if (url) return { url, apiKey, stop: async () => {} };
  const program = await findMeilisearch();
  if (program === null) return null;
  const folder = await mkdtemp(path.join(tmpdir(), 'sawt-meilisearch-'));
  const started = await startMeilisearch(program, folder);
  if (!started.ok) throw new Error(started.message);
  return {
    ...started.value,
    stop: async () => {
      await started.value.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whether `openTestMeilisearch` would find one, without starting it. */
export async function hasMeilisearch(): Promise<boolean> {
  return Boolean(process.env.MEILI_URL) || (await findMeilisearch()) !== null;
}
