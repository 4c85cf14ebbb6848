import { rm } from 'node:fs/promises';
import { makeDataFolder, printedSignIn, startArchive } from './archive';

/** Starts the archive once for all journeys; they find it by the environment (archive.ts). */
export default async function setup(): Promise<() => Promise<void>> {
  const archive = await startArchive(await makeDataFolder());
  const signIn = printedSignIn(archive.said());
  process.env.E2E_URL = archive.url;
  process.env.E2E_DATA_DIR = archive.dataDir;
  process.env.E2E_NAME = signIn.name;
  process.env.E2E_PASSWORD = signIn.password;
  return async () => {
    await archive.stop();
    await rm(archive.dataDir, { recursive: true, force: true });
  };
}
