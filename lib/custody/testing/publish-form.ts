import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@/lib/access/actor';
import type { TestDatabase } from '@/lib/db/testing/database';
import { inTransaction } from '@/lib/db/transaction';
import { canonicalJson, type Json } from '../canonical-json';
import type { Keeping } from '../export/export-bag';
import { recordEvent } from '../record-event';
import { loadSigningKey } from '../signing-key';

export const CURATOR: Actor = {
  type: 'user',
  id: '0193a000-0000-7000-8000-000000000001',
  name: 'a-curator-by-name',
  role: 'curator',
};

/** A folder of this test's own with a key and a place for checkpoints. */
export function makeKeeping(): Keeping & { folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sawt-custody-'));
  return { folder, key: loadSigningKey(join(folder, 'key.pem')), checkpoints: join(folder, 'checkpoints') };
}

/**
 * Publishes a version of a public form in the way publication does, as far as custody sees it: the row
 * and its event in one transaction.
 */
export function publishForm(
  database: TestDatabase,
  key: string,
  form: { [name: string]: Json },
  { kind = 'testimony', version = 1, record = true } = {},
): Promise<void> {
  const whole = { ...form, form: kind, ...(kind === 'testimony' ? { reference: key } : { slug: key }) };
  const canonical = canonicalJson(whole);
  return inTransaction(database.app, async (tx) => {
    await tx.publicForm.updateMany({ where: { kind, key }, data: { current: false } });
    const digest = createHash('sha256').update(canonical).digest('hex');
    const known = await tx.publicForm.findFirst({ where: { kind, key } });
    const logKey = kind === 'testimony' ? key : known?.logKey;
    const row = await tx.publicForm.create({
      data: { kind, key, version, form: whole, digest, ...(logKey && { logKey }) },
    });
    if (!record) return;
    await recordEvent(
      tx,
      CURATOR,
      {
        type: 'published',
        subject: { kind: kind as 'testimony', key: row.logKey },
        body: { version },
        public: true,
        commit: { form: canonical },
      },
      randomBytes,
    );
  });
}

/** Seals a testimony's forms and records it, as withdrawing does. */
export function sealForm(database: TestDatabase, key: string): Promise<void> {
  return inTransaction(database.app, async (tx) => {
    await tx.publicForm.updateMany({ where: { kind: 'testimony', key }, data: { sealed: true } });
    const event = {
      type: 'withdrawn',
      subject: { kind: 'testimony', key },
      body: { reason: 'at-request' },
      public: true,
    } as const;
    await recordEvent(tx, CURATOR, event, randomBytes);
  });
}
