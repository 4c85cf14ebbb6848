import { createHash } from 'node:crypto';
import type { Tx } from '@/lib/db/client';
import type { PublicForm as PublicFormRow } from '@/lib/db/generated/client';
import { canonicalJson, type Json } from '../canonical-json';
import { opensCommitment } from '../commitment';
import { batchRoot } from '../record-batch';
import { type ProofProblem, wrong } from './problem';

const PAGE = 200;

/**
 * Checks every commitment of the ledger: that it is the one in its entry or under its batch's root,
 * that it opens for what the archive holds (public forms, archived originals), that nothing is held of
 * which the ledger does not tell, and that no salt is gone without an erasure. Gives how many originals
 * and forms were opened, or the first problem.
 */
export async function verifyCommitments(
  tx: Tx,
): Promise<{ originals: number; forms: number } | ProofProblem> {
  const counts = { originals: 0, forms: 0 };
  let after = { event_id: '00000000-0000-0000-0000-000000000000', field: '' };
  for (;;) {
    const rows = await readPage(tx, after);
    const forms = await readForms(tx, rows);
    for (const row of rows) {
      const problem = await checkRow(tx, row, forms, counts);
      if (problem) return problem;
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last;
  }
  return (await checkSalts(tx)) ?? (await checkBatches(tx)) ?? (await checkAllIsTold(tx)) ?? counts;
}

interface CommitmentRow {
  event_id: string;
  field: string;
  subject_key: string;
  commitment: Uint8Array;
  salt: Uint8Array | null;
  position: bigint | null;
  in_entry: string | null;
  kind: string;
  version: number | null;
}

function readPage(tx: Tx, after: { event_id: string; field: string }): Promise<CommitmentRow[]> {
  return tx.$queryRaw<CommitmentRow[]>`
    SELECT salt.event_id, salt.field, salt.subject_key, salt.commitment, salt.salt, entry.position,
      event.commitments ->> salt.field AS in_entry, event.subject_kind AS kind,
      CASE WHEN jsonb_typeof(event.body -> 'version') = 'number' THEN (event.body ->> 'version')::int END AS version
    FROM commitment_salt salt
      JOIN custody_event event ON event.id = salt.event_id
      LEFT JOIN custody_entry entry ON entry.event_id = event.id
    WHERE (salt.event_id, salt.field) > (${after.event_id}::uuid, ${after.field})
    ORDER BY salt.event_id, salt.field LIMIT ${PAGE}`;
}

async function checkRow(
  tx: Tx,
  row: CommitmentRow,
  forms: Map<string, PublicFormRow[]>,
  counts: { originals: number; forms: number },
): Promise<ProofProblem | null> {
  const position = row.position === null ? null : Number(row.position);
  const [family] = row.field.split('/');
  if (row.in_entry !== null && row.in_entry !== Buffer.from(row.commitment).toString('hex')) {
    return wrong(`commits to another ${family} than the one kept beside its salt`, position);
  }
  if (row.salt === null) return null;
  if (family === 'form') return checkForm(row, row.salt, forms, position, counts);
  if (family === 'original') return checkOriginal(tx, row, row.salt, position, counts);
  return null;
}

/** The forms that a page of commitments can be about, by the ledger's name for them, oldest version first. */
async function readForms(tx: Tx, rows: CommitmentRow[]): Promise<Map<string, PublicFormRow[]>> {
  const keys = rows.filter(({ field }) => field.startsWith('form')).map(({ subject_key }) => subject_key);
  const forms = await tx.publicForm.findMany({
    where: { logKey: { in: keys } },
    orderBy: { version: 'asc' },
  });
  const byKey = new Map<string, PublicFormRow[]>();
  for (const form of forms) byKey.set(form.logKey, [...(byKey.get(form.logKey) ?? []), form]);
  return byKey;
}

function checkForm(
  row: CommitmentRow,
  salt: Uint8Array,
  forms: Map<string, PublicFormRow[]>,
  position: number | null,
  counts: { forms: number },
): ProofProblem | null {
  const kind = row.field === 'form' ? row.kind : row.field.split('/')[1]!;
  // What the genesis entry commits to is the version that was current then; later ones have entries.
  const form = forms
    .get(row.subject_key)
    ?.find((one) => one.kind === kind && (row.version === null || one.version === row.version));
  if (!form) return wrong(`commits to a version of a ${kind} that the archive no longer holds`, position);
  const text = canonicalJson(form.form as Json);
  if (!opensCommitment(row.commitment, row.field, text, salt)) {
    return wrong(`commits to other content than ${kind} ${form.key}, version ${form.version}, has`, position);
  }
  if (form.digest !== createHash('sha256').update(text).digest('hex')) {
    return wrong(`${kind} ${form.key}, version ${form.version}, stands under a wrong digest`);
  }
  counts.forms += 1;
  return null;
}

async function checkOriginal(
  tx: Tx,
  row: CommitmentRow,
  salt: Uint8Array,
  position: number | null,
  counts: { originals: number },
): Promise<ProofProblem | null> {
  const originals =
    row.field === 'original'
      ? await tx.archivedOriginal.findMany({
          where: { testimonies: { some: { testimony: { reference: row.subject_key } } } },
        })
      : await tx.archivedOriginal.findMany({ where: { id: row.subject_key } });
  const opened = originals.find(({ bytes }) => opensCommitment(row.commitment, row.field, bytes, salt));
  if (!opened) {
    const state = originals.length === 0 ? 'is missing' : 'has other bytes';
    return wrong(`commits to an original (${row.subject_key}) that ${state}`, position);
  }
  if (opened.digest !== createHash('sha256').update(opened.bytes).digest('hex')) {
    return wrong(`the original ${opened.id} stands under a wrong digest`);
  }
  if (row.field !== 'original') counts.originals += 1;
  return null;
}

/** As many salts are gone as the erasures say that they destroyed, and no more. */
async function checkSalts(tx: Tx): Promise<ProofProblem | null> {
  const [row] = await tx.$queryRaw<[{ gone: bigint; told: bigint }]>`
    SELECT (SELECT count(*) FROM commitment_salt WHERE salt IS NULL) AS gone,
      (SELECT coalesce(sum((body ->> 'salts')::int), 0)::bigint FROM custody_event WHERE type = 'erased') AS told`;
  if (row.gone === row.told) return null;
  return wrong(`${row.gone} salts are gone, and the erasures in the ledger destroyed ${row.told}`);
}

/** The root in a batch's entry is that over its items' commitments, erased ones with the others. */
async function checkBatches(tx: Tx): Promise<ProofProblem | null> {
  const events = await tx.$queryRaw<{ id: string; position: bigint | null; root: string }[]>`
    SELECT event.id, entry.position, event.body ->> 'root' AS root
    FROM custody_event event LEFT JOIN custody_entry entry ON entry.event_id = event.id
    WHERE event.body ? 'root' ORDER BY entry.position`;
  for (const { id, position, root } of events) {
    const items = await tx.$queryRaw<{ commitment: Uint8Array }[]>`
      SELECT commitment FROM commitment_salt WHERE event_id = ${id}::uuid AND field ~ '/\\d+$'
      ORDER BY substring(field FROM '\\d+$')::int`;
    const made = Buffer.from(batchRoot(items.map(({ commitment }) => commitment))).toString('hex');
    if (made !== root) {
      return wrong(
        'has another root than the items of its batch',
        position === null ? null : Number(position),
      );
    }
  }
  return null;
}

/** Nothing is held, and nothing shown, of which the ledger does not tell. */
async function checkAllIsTold(tx: Tx): Promise<ProofProblem | null> {
  const [original] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM archived_original original
    WHERE NOT EXISTS (SELECT 1 FROM commitment_salt salt WHERE salt.subject_key = original.id::text) LIMIT 1`;
  if (original) return wrong(`the ledger tells nothing of the original ${original.id}`);
  const [form] = await tx.$queryRaw<{ kind: string; key: string; version: number }[]>`
    SELECT kind, key, version FROM public_form form
    WHERE NOT EXISTS (SELECT 1 FROM custody_event event JOIN commitment_salt salt ON salt.event_id = event.id
      WHERE event.subject_kind = form.kind AND event.subject_key = form.log_key AND salt.field = 'form'
        AND event.body -> 'version' = to_jsonb(form.version))
    AND NOT EXISTS (SELECT 1 FROM custody_event event JOIN commitment_salt salt ON salt.event_id = event.id
      WHERE event.type = 'genesis' AND salt.subject_key = form.log_key) LIMIT 1`;
  if (form) return wrong(`the ledger tells nothing of ${form.kind} ${form.key}, version ${form.version}`);
  const [state] = await tx.$queryRaw<{ key: string; shown: boolean }[]>`
    SELECT form.key, NOT form.sealed AS shown
    FROM public_form form JOIN LATERAL (
      SELECT event.type FROM custody_event event JOIN custody_entry entry ON entry.event_id = event.id
      WHERE event.subject_kind = 'testimony' AND event.subject_key = form.key
        AND event.type IN ('published', 'redacted', 'restored', 'withdrawn', 'erased')
      ORDER BY entry.position DESC LIMIT 1) last ON true
    WHERE form.kind = 'testimony' AND form.current AND form.sealed <> (last.type IN ('withdrawn', 'erased'))
      AND NOT EXISTS (SELECT 1 FROM custody_pending pending JOIN custody_event event ON event.id = pending.event_id
        WHERE event.subject_key = form.key) LIMIT 1`;
  if (!state) return null;
  return wrong(
    `the testimony ${state.key} is ${state.shown ? 'shown' : 'hidden'}, against the ledger’s word`,
  );
}
