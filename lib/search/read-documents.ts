import type pg from 'pg';
import type { FormOf } from '@/lib/archive/public-form';
import { type SearchDocument, searchDocument } from './document';

interface FormRow {
  key: string;
  form: FormOf<'testimony'>;
  revision: string;
  digest: string;
}

const CURRENT = `SELECT key, form, revision, digest FROM public_form
  WHERE kind = 'testimony' AND current AND NOT sealed`;

/** The documents of these references as they are now; what is not published has none. */
export async function readDocuments(
  db: pg.Pool | pg.ClientBase,
  references: readonly string[],
): Promise<SearchDocument[]> {
  const { rows } = await db.query<FormRow>(`${CURRENT} AND key = ANY($1)`, [references]);
  return rows.map(toDocument);
}

/** Every published testimony's document, in the order of references, a few hundred at a time. */
export async function* readAllDocuments(db: pg.Pool, batch = 1_000): AsyncGenerator<SearchDocument[]> {
  let after = '';
  for (;;) {
    const { rows } = await db.query<FormRow>(
      `${CURRENT} AND key COLLATE "C" > $1 ORDER BY key COLLATE "C" LIMIT ${batch}`,
      [after],
    );
    if (rows.length === 0) return;
    yield rows.map(toDocument);
    after = rows.at(-1)!.key;
  }
}

function toDocument({ form, revision, digest }: FormRow): SearchDocument {
  return searchDocument(form, { revision: BigInt(revision), digest });
}
