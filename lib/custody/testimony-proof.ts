import { createHash } from 'node:crypto';
import type { ReadingDb } from '@/lib/db/client';
import { canonicalJson, type Json } from './canonical-json';
import { readEntriesAbout, readInclusionProof, readLatestCheckpoint } from './read-log';

/** All that a reader needs to check one testimony alone. Hashes and salts are lower-case hex. */
export interface TestimonyProof {
  reference: string;
  /** The public form as it is now; null when the testimony is withdrawn or erased. */
  form: {
    version: number;
    /** The form in canonical JSON (RFC 8785): the bytes that are hashed and committed to. */
    text: string;
    /** SHA-256 of the form: of the bytes of `text`. */
    sha256: string;
    /** Where the log commits to it, and the salt that opens the commitment; null until the next checkpoint. */
    opening: { position: number; field: 'form'; salt: string } | null;
  } | null;
  /** The signed note over the log (C2SP); null before the first checkpoint. */
  checkpoint: string | null;
  size: number;
  /** The key that the log says it is signed with: 32 bytes in base 64; null before the first checkpoint. */
  publicKey: string | null;
  /** Every public entry about it, oldest first, each with its proof under the checkpoint. */
  entries: {
    position: number;
    /** Canonical JSON; its leaf hash is SHA-256 over a zero byte and these bytes. */
    entry: string;
    leafHash: string;
    inclusion: string[];
  }[];
}

/**
 * What the log proves about a testimony, read with the readers' role. Null when neither a form nor an
 * entry is known under this reference. Of a withdrawn one the entries remain: type, role and day. Of
 * an older version that was sealed nothing is given but its commitment: a plain hash of it would let
 * anybody confirm a guess at what was taken out.
 */
export async function readTestimonyProof(db: ReadingDb, reference: string): Promise<TestimonyProof | null> {
  const checkpoint = await readLatestCheckpoint(db);
  const size = checkpoint?.size ?? 0;
  const about = await readEntriesAbout(db, { kind: 'testimony', key: reference });
  const [form] = await db.$queryRaw<{ version: number; form: Json }[]>`
    SELECT version, form FROM public_form WHERE kind = 'testimony' AND key = ${reference} AND current`;
  if (!form && about.length === 0) return null;
  // An entry younger than the checkpoint that was read a moment ago is left to the next reader.
  const covered = about.filter(({ position }) => position < size);
  return {
    reference,
    form: form
      ? {
          version: form.version,
          text: canonicalJson(form.form),
          sha256: createHash('sha256').update(canonicalJson(form.form)).digest('hex'),
          opening: await readOpening(db, reference, form.version, size),
        }
      : null,
    checkpoint: checkpoint?.note ?? null,
    size,
    publicKey: await readPublicKey(db),
    entries: await Promise.all(
      covered.map(async ({ position, entry, leafHash }) => ({
        position,
        entry,
        leafHash,
        inclusion: await readInclusionProof(db, position, size),
      })),
    ),
  };
}

async function readPublicKey(db: ReadingDb): Promise<string | null> {
  const told = await readEntriesAbout(db, { kind: 'archive', key: 'log' });
  const adopted = told.map(({ entry }) => JSON.parse(entry)).findLast(({ type }) => type === 'key-adopted');
  return adopted?.body.publicKey ?? null;
}

async function readOpening(db: ReadingDb, reference: string, version: number, size: number) {
  const [row] = await db.$queryRaw<{ position: bigint; salt: Uint8Array }[]>`
    SELECT position, salt FROM log_opening
    WHERE kind = 'testimony' AND key = ${reference} AND version = ${version} AND position < ${size}
    ORDER BY position LIMIT 1`;
  if (!row) return null;
  return {
    position: Number(row.position),
    field: 'form' as const,
    salt: Buffer.from(row.salt).toString('hex'),
  };
}
