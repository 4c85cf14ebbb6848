import { readFileSync } from 'node:fs';
import { type AuthorityRecord, recordSchemaFor, type TestimonyRecord } from '../../../lib/archive/record';

type Kind = AuthorityRecord['kind'];

/** One file of the corpus as JSON, as it is written; the name is that of the file without `.jsonl`. */
export function rawRecords(name: string): Record<string, unknown>[] {
  return readFileSync(new URL(`../${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** One file of people, places, events, … read by the archive's own schema. Throws on a bad record. */
export function authorities<K extends Kind>(name: string, kind: K): Extract<AuthorityRecord, { kind: K }>[] {
  return rawRecords(name).map((raw) => {
    const record = recordSchemaFor(raw).parse(raw);
    if (record.kind !== kind) throw new Error(`${name}.jsonl holds a ${record.kind}`);
    return record as Extract<AuthorityRecord, { kind: K }>;
  });
}

/** Testimonies, then statements, read by the archive's own schema. Throws on a bad record. */
export function spokenRecords(): TestimonyRecord[] {
  return ['testimonies', 'statements']
    .flatMap(rawRecords)
    .map((raw) => recordSchemaFor(raw).parse(raw) as TestimonyRecord);
}
