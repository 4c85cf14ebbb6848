import { type ArchiveRecord, isAuthorityKind, testimonyRecord } from './record';

/** A testimony's fields in the schema's order, each with what it means that it is not there. */
export const ABSENT: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(testimonyRecord.shape).map(([field, schema]) => [field, schema.safeParse(undefined).data]),
);

/**
 * A record without what it does not say: of the forty fields of a testimony a post has ten. Nulls and empty
 * lists made up half of what an import wrote. An authority stays as it is, since two of them are compared.
 */
export function shortRecord(record: ArchiveRecord): object {
  if (isAuthorityKind(record.kind)) return record;
  const short: Record<string, unknown> = {};
  const fields = record as Record<string, unknown>;
  for (const field in fields) {
    const value = fields[field];
    if (value !== null && !(Array.isArray(value) && value.length === 0)) short[field] = value;
  }
  return short;
}

/**
 * A record as it was before `shortRecord`, in the schema's order. One that was never shortened comes out as it
 * is, and so does what is no record: a quarantined item proposes nothing.
 */
export function wholeRecord(stored: unknown): ArchiveRecord {
  const fields = stored as Record<string, unknown>;
  if (isAuthorityKind(fields.kind) || !('text' in fields)) return stored as ArchiveRecord;
  return { ...structuredClone(ABSENT), ...fields } as unknown as ArchiveRecord;
}
