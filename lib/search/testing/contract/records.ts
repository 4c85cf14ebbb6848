import { computeDate } from '@/lib/archive/edtf-date';
import type { PublicTestimony } from '@/lib/archive/public-form';
import { sampleTestimony } from '@/lib/reading/testing/sample-archive';
import { type SearchDocument, searchDocument } from '../../document';

/** A record of these fields, whose reference ends in the number `at`. */
export function document(given: Partial<PublicTestimony>, at: number): SearchDocument {
  const reference = `c0ntract${String(at).padStart(3, '0')}`;
  return searchDocument(sampleTestimony({ text: '', ...given, reference }), {
    revision: BigInt(at + 1),
    digest: digestOf(at),
  });
}

/** A digest for the record numbered `at`. */
export function digestOf(at: number): string {
  return at.toString(16).padStart(64, '0');
}

/** The date of a record, from EDTF; throws on what is none. */
export function date(edtf: string | null): PublicTestimony['date'] {
  const computed = computeDate(edtf);
  if (!computed.ok) throw new Error(computed.message);
  return { ...computed.value, why: null };
}
