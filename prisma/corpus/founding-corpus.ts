import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ok, type Result, refuse } from '../../lib/result';

const manifestShape = z.object({
  accession: z.string(),
  format: z.literal('sawt/1'),
  files: z.array(z.string().regex(/^[a-z]+\.jsonl$/)),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export interface FoundingCorpus {
  /** The accession's public name. */
  accession: string;
  /** The files in the order in which they are imported: what is named stands before what names it. */
  files: { name: string; bytes: Buffer }[];
  /** SHA-256 over the bytes of the files, one after the other, in hex. */
  digest: string;
}

/**
 * Reads the founding corpus from this folder (or from `folder`, a file: URL ending in a slash).
 * Refuses when the files are not those whose digest the manifest holds, because they are published
 * without a second person: only what the project has checked may come in that way.
 */
export function readFoundingCorpus(
  folder: URL = new URL('./', import.meta.url),
): Result<FoundingCorpus, { reason: 'digest-differs'; message: string }> {
  const manifest = manifestShape.parse(JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')));
  const files = manifest.files.map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }));
  const hash = createHash('sha256');
  for (const { bytes } of files) hash.update(bytes);
  const digest = hash.digest('hex');
  if (digest !== manifest.sha256) {
    return refuse(
      'digest-differs',
      `The founding corpus has changed: its digest is ${digest}. If the change is meant, check it against the quotations in prisma/corpus/testing/expected-rows.ts and write this digest into prisma/corpus/manifest.json.`,
    );
  }
  return ok({ accession: manifest.accession, files, digest });
}
