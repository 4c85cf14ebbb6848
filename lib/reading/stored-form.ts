import type { FormKind, FormOf } from '@/lib/archive/public-form';

/** One version of a record's public form, with what the archive says about that version. */
export interface StoredForm<Kind extends FormKind> {
  key: string;
  version: number;
  /** SHA-256 of the form in canonical JSON, lower-case hex. */
  digest: string;
  createdAt: Date;
  /** A bigint: the archive's counter when this version was last changed. */
  revision: bigint;
  form: FormOf<Kind>;
}

export interface StoredRow {
  key: string;
  version: number;
  digest: string;
  created_at: Date;
  revision: bigint;
  form: unknown;
}

/** A row as PostgreSQL gives it. The form was checked when it was published; inside, types are trusted. */
export function storedForm<Kind extends FormKind>(row: StoredRow): StoredForm<Kind> {
  return {
    key: row.key,
    version: row.version,
    digest: row.digest,
    createdAt: row.created_at,
    revision: row.revision,
    form: row.form as FormOf<Kind>,
  };
}
