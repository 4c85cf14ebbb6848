import { startArchive } from './archive';

/** Starts the archive once for all journeys; they find it by the environment (support/archive.ts). */
export default async function setup(): Promise<() => Promise<void>> {
  const archive = await startArchive();
  process.env.E2E_URL = archive.url;
  process.env.E2E_DATA_DIR = archive.dataDir;
  process.env.E2E_NAME = archive.signIn.name;
  process.env.E2E_PASSWORD = archive.signIn.password;
  return archive.stop;
}
