import type { z } from 'zod';
import { readEntriesAbout, readLatestCheckpoint } from '@/lib/custody/read-log';
import type { ReadingDb } from '@/lib/db/client';
import type { Found, Testimony } from '../get-testimony';
import type { testimonyBody, wholeTestimony } from './schemas';

/** A testimony as a list, an export or a line of JSON Lines carries it. */
export function toTestimonyBody(
  { form, key, version }: Pick<Testimony, 'form' | 'key' | 'version'>,
  baseUrl: string,
): z.infer<typeof testimonyBody> {
  const { form: _kind, url: originalUrl, reference, kind, stance, wording, speaker, text, ...rest } = form;
  // What a person looks for first stands first.
  return {
    reference,
    url: `${baseUrl}/t/${key}`,
    version,
    kind,
    stance,
    wording,
    speaker,
    text,
    ...rest,
    originalUrl,
  };
}

/** Everything that readers may know of a testimony: its form, what stands beside it, its history, its proofs. */
export async function toWholeTestimony(
  db: ReadingDb,
  found: Extract<Found, { state: 'published' }>,
  baseUrl: string,
): Promise<z.infer<typeof wholeTestimony>> {
  const { testimony } = found;
  const [entries, checkpoint] = await Promise.all([
    readEntriesAbout(db, { kind: 'testimony', key: testimony.key }),
    readLatestCheckpoint(db),
  ]);
  const told = entries.map(({ entry }) => JSON.parse(entry) as PublicEntry);
  const { accession, original, basis, reviewedBy } = testimony.form;
  return {
    ...toTestimonyBody(testimony, baseUrl),
    relations: found.relations.map(({ type, direction, reason, testimony: other }) => ({
      type,
      direction,
      reference: other.key,
      url: `${baseUrl}/t/${other.key}`,
      reason,
    })),
    provenance: { accession, original, basis, reviewedBy },
    custody: told.map(({ position, type, day, role }) => ({ position, type, day, role })),
    versions: found.versions.map(({ version, digest, day }) => ({ version, sha256: digest, day })),
    fixity: {
      algorithm: 'SHA-256',
      canonicalisation: 'RFC 8785',
      sha256: testimony.digest,
      commitments: told.flatMap(({ position, commitments }) =>
        Object.entries(commitments).map(([field, commitment]) => ({ position, field, commitment })),
      ),
    },
    log: {
      included: told.length > 0,
      size: checkpoint?.size ?? 0,
      proof: `${baseUrl}/api/v1/log/proof/${testimony.key}`,
    },
  };
}

interface PublicEntry {
  position: number;
  type: string;
  day: string;
  role: string;
  commitments: Record<string, string>;
}
