import { type EnqueuedTaskPromise, Meilisearch, type Task } from 'meilisearch';
import type { SearchDocument } from '../document';
import { EngineAway, type Rebuild, type SearchEngine } from '../engine';
import { type MeiliDocument, meiliDocument, settings, UNPACKED } from './meilisearch-index';

/** A request of documents is cut at so many bytes: the server takes 100 MB, its memory should not have to. */
const MOST_BYTES = 8_000_000;
/** How long a task may take before it counts as failed, in milliseconds: a full queue is a server that is not well. */
const TASK_TIMEOUT = 120_000;

type Writing = Pick<SearchEngine, 'write' | 'held' | 'rebuild' | 'forgetOthers'>;
/** The names of indexes that versions of the archive gave them; the oldest gave none. */
const OURS = /^sawt(_\d+)?(_next)?$/;
type Named = <Value>(work: () => Promise<Value>) => Promise<Value>;

/** The writing half of the Meilisearch engine. */
export function meiliWriter(
  { url, apiKey, index, cutoff }: { url: string; apiKey: string | undefined; index: string; cutoff: number },
  named: Named,
): Writing {
  const client = new Meilisearch({
    host: url,
    apiKey: apiKey ?? '',
    timeout: 30_000,
    requestInit: UNPACKED,
    defaultWaitOptions: { timeout: TASK_TIMEOUT, interval: 25 },
  });
  const next = `${index}_next`;
  let ready: Promise<void> | null = null;
  const makeReady = () => {
    ready ??= ensureIndex(client, index, cutoff).catch((error) => {
      ready = null;
      throw error;
    });
    return ready;
  };
  /** Hands everything over before it waits, so that the server may do it in one go, in this order. */
  const change = async (uid: string, upserts: readonly SearchDocument[], deletes: readonly string[]) => {
    const tasks: EnqueuedTaskPromise[] = [];
    if (deletes.length > 0) tasks.push(client.index(uid).deleteDocuments([...deletes]));
    for (const batch of batches(upserts)) tasks.push(client.index(uid).addDocuments(batch));
    const enqueued = await Promise.all(tasks);
    for await (const task of client.tasks.waitForTasksIter(enqueued)) done(task);
  };
  return {
    write: ({ upserts, deletes }) =>
      named(async () => {
        await makeReady();
        await change(index, upserts, deletes);
      }),
    held: () => held(client, index, named, () => named(makeReady)),
    forgetOthers: () =>
      named(async () => {
        const { results } = await client.getRawIndexes({ limit: 1_000 });
        for (const { uid } of results)
          if (OURS.test(uid) && uid !== index) await client.deleteIndexIfExists(uid);
      }),
    rebuild: () =>
      named(async (): Promise<Rebuild> => {
        await makeReady();
        await client.deleteIndexIfExists(next);
        await ensureIndex(client, next, cutoff);
        return {
          write: (documents) => named(() => change(next, documents, [])),
          remove: (references) => named(() => change(next, [], references)),
          commit: () =>
            named(async () => {
              done(await client.swapIndexes([{ indexes: [index, next], rename: false }]).waitTask());
              await client.deleteIndexIfExists(next);
            }),
          abandon: () => named(async () => void (await client.deleteIndexIfExists(next))),
        };
      }),
  };
}

/** Makes the index with its settings where it is missing. */
async function ensureIndex(client: Meilisearch, uid: string, cutoff: number): Promise<void> {
  const made = await client.createIndex(uid, { primaryKey: 'reference' }).waitTask();
  if (made.status === 'failed' && made.error?.code !== 'index_already_exists') done(made);
  done(await client.index(uid).updateSettings(settings(cutoff)).waitTask());
}

/** A failed task does not throw by itself: its status says so. */
function done(task: Task): void {
  if (task.status !== 'succeeded') {
    throw new EngineAway(`Meilisearch did not do ${task.type}: ${task.error?.message ?? task.status}`);
  }
}

function* batches(documents: readonly SearchDocument[]): Generator<MeiliDocument[]> {
  let batch: MeiliDocument[] = [];
  let bytes = 0;
  for (const document of documents) {
    const made = meiliDocument(document);
    const size = Buffer.byteLength(JSON.stringify(made));
    if (batch.length > 0 && bytes + size > MOST_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(made);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

async function* held(
  client: Meilisearch,
  index: string,
  named: Named,
  ready: () => Promise<void>,
): AsyncIterable<{ reference: string; revision: bigint; digest: string }> {
  let after = '';
  await ready();
  for (;;) {
    const { hits } = await named(() =>
      client.index<MeiliDocument>(index).search('', {
        ...(after ? { filter: `reference > "${after}"` } : {}),
        sort: ['reference:asc'],
        limit: 1_000,
        attributesToRetrieve: ['reference', 'revision', 'digest'],
      }),
    );
    for (const hit of hits) {
      yield { reference: hit.reference, revision: BigInt(hit.revision), digest: hit.digest };
    }
    if (hits.length === 0) return;
    after = hits.at(-1)!.reference;
  }
}
