import { readFile } from 'node:fs/promises';
import type { Tx } from '@/lib/db/client';
import { canonicalJson, type Json } from '../canonical-json';
import type { BagFile } from './bag';
import { README } from './bundle-readme';

const PAGE = 1_000;
const VERIFIER = new URL('../offline-verifier.mjs', import.meta.url);

/**
 * The files of a public bundle, read in one snapshot: the log (public entries whole, the others as
 * their leaf hash), its checkpoints, the public forms with the salts that open their commitments, and
 * the verifier. `whole` gives every entry whole.
 */
export async function* bundleFiles(tx: Tx, size: number, whole = false): AsyncGenerator<BagFile> {
  yield { path: 'data/log/entries.jsonl', content: entryLines(tx, size, whole) };
  yield* checkpointFiles(tx);
  yield { path: 'data/records/forms.jsonl', content: formLines(tx) };
  if (!whole) yield* olderFiles(tx);
  yield { path: 'README.txt', content: [README] };
  yield { path: 'verify-bundle.mjs', content: [await readFile(VERIFIER)] };
}

async function* entryLines(tx: Tx, size: number, whole: boolean): AsyncGenerator<string> {
  for (let from = 0; from < size; from += PAGE) {
    const rows = await tx.custodyEntry.findMany({
      where: { position: { gte: from, lt: Math.min(from + PAGE, size) } },
      orderBy: { position: 'asc' },
      select: { position: true, canonical: true, leafHash: true, event: { select: { public: true } } },
    });
    for (const { position, canonical, leafHash, event } of rows) {
      const at = { position: Number(position) };
      const line: Json =
        whole || event.public ? { ...at, entry: canonical } : { ...at, leaf: toHex(leafHash) };
      yield `${canonicalJson(line)}\n`;
    }
  }
}

async function* checkpointFiles(tx: Tx): AsyncGenerator<BagFile> {
  for (const { size, note } of await tx.checkpoint.findMany({ orderBy: { size: 'asc' } })) {
    yield { path: `data/log/checkpoints/${size}.txt`, content: [note] };
  }
}

interface FormRow {
  kind: string;
  key: string;
  version: number;
  form: Json;
  position: bigint | null;
  field: string | null;
  salt: Uint8Array | null;
}

/** The current public forms by kind and key, each with the place and the salt of its commitment. */
export async function* readForms(tx: Tx): AsyncGenerator<FormRow> {
  let after = { kind: '', key: '' };
  for (;;) {
    const rows = await tx.$queryRaw<FormRow[]>`
      SELECT form.kind, form.key, form.version, form.form, told.position, told.field, told.salt
      FROM public_form form LEFT JOIN LATERAL (
        SELECT entry.position, salt.field, salt.salt
        FROM custody_event event
          JOIN custody_entry entry ON entry.event_id = event.id
          JOIN commitment_salt salt ON salt.event_id = event.id AND salt.field = 'form'
        WHERE event.subject_kind = form.kind AND event.subject_key = form.log_key
          AND event.body -> 'version' = to_jsonb(form.version)
        UNION ALL
        SELECT entry.position, salt.field, salt.salt
        FROM commitment_salt salt
          JOIN custody_event event ON event.id = salt.event_id AND event.type = 'genesis'
          JOIN custody_entry entry ON entry.event_id = event.id
        WHERE salt.subject_key = form.log_key AND salt.field LIKE 'form/' || form.kind || '/%'
        ORDER BY position DESC LIMIT 1) told ON true
      WHERE form.current AND NOT form.sealed AND (form.kind, form.key) > (${after.kind}, ${after.key})
      ORDER BY form.kind, form.key LIMIT ${PAGE}`;
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last;
  }
}

async function* formLines(tx: Tx): AsyncGenerator<string> {
  for await (const { kind, key, version, form, position, field, salt } of readForms(tx)) {
    if (position === null || field === null || salt === null) {
      throw new Error(`the ledger tells nothing of ${kind} ${key}, version ${version}`);
    }
    const line = { kind, version, form, position: Number(position), field, salt: toHex(salt) };
    yield `${canonicalJson(line)}\n`;
  }
}

/** The commitments under the genesis entry's root, where it has any: without them the root stands alone. */
async function* olderFiles(tx: Tx): AsyncGenerator<BagFile> {
  const rows = await tx.$queryRaw<{ field: string; commitment: Uint8Array }[]>`
    SELECT salt.field, salt.commitment FROM custody_event event
      JOIN commitment_salt salt ON salt.event_id = event.id
    WHERE event.type = 'genesis' ORDER BY substring(salt.field FROM '\\d+$')::int`;
  if (rows.length === 0) return;
  const lines = rows.map(({ field, commitment }) =>
    canonicalJson({ position: 0, field, commitment: toHex(commitment), salt: null, file: null }),
  );
  yield { path: 'data/log/openings.jsonl', content: [`${lines.join('\n')}\n`] };
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
