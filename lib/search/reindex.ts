import type pg from 'pg';
import { EngineAway, type SearchEngine } from './engine';
import { withIndexLock, withRebuildLock } from './index-lock';
import { readAllDocuments, readDocuments } from './read-documents';

/**
 * Builds an engine's index anew beside the one in use and puts it in its place in one step: searching
 * goes on meanwhile, and no change is missed, since what changed during the building is brought after
 * with the worker held off. `progress` hears how many records are written. Gives how many there are.
 * Throws `EngineAway` where another process builds it just now.
 */
export async function reindex(
  app: pg.Pool,
  engine: SearchEngine,
  progress: (written: number) => void = () => {},
): Promise<number> {
  // Two at once would each take away what the other is building.
  const written = await withRebuildLock(app, () => build(app, engine, progress));
  if (written === null) throw new EngineAway('Another process is building the search index just now.');
  return written;
}

async function build(
  app: pg.Pool,
  engine: SearchEngine,
  progress: (written: number) => void,
): Promise<number> {
  const started = await newestRevision(app);
  const rebuild = await engine.rebuild();
  let written = 0;
  try {
    // The next batch is read and made while the one before is being written.
    let writing: Promise<void> = Promise.resolve();
    for await (const documents of readAllDocuments(app)) {
      await writing;
      writing = rebuild.write(documents).then(() => {
        written += documents.length;
        progress(written);
      });
      // Should reading fail meanwhile, this failure is nobody's surprise.
      writing.catch(() => {});
    }
    await writing;
    await rebuild.prepare?.();
    await withIndexLock(
      app,
      async () => {
        const { references, gone } = await changedSince(app, started);
        for (let at = 0; at < references.length; at += 1_000) {
          await rebuild.write(await readDocuments(app, references.slice(at, at + 1_000)));
        }
        if (gone.length > 0) await rebuild.remove(gone);
        await rebuild.commit();
      },
      true,
    );
    return written;
  } catch (error) {
    await rebuild.abandon();
    throw error;
  }
}

async function newestRevision(app: pg.Pool): Promise<string> {
  const { rows } = await app.query(
    'SELECT coalesce(max(revision), 0)::text AS revision FROM publication_revision',
  );
  return rows[0].revision;
}

/** What was published or changed since a revision, and everything that is withdrawn or erased. */
async function changedSince(
  app: pg.Pool,
  revision: string,
): Promise<{ references: string[]; gone: string[] }> {
  const { rows: changed } = await app.query(
    `SELECT key FROM public_form WHERE kind = 'testimony' AND current AND NOT sealed AND revision > $1`,
    [revision],
  );
  const { rows: gone } = await app.query(
    `SELECT reference FROM tombstone t WHERE NOT EXISTS (
       SELECT FROM public_form WHERE kind = 'testimony' AND key = t.reference AND current AND NOT sealed)`,
  );
  return { references: changed.map((row) => row.key), gone: gone.map((row) => row.reference) };
}
