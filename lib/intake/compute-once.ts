import { type ComputedDate, computeDate, type DateRefusal } from '@/lib/archive/edtf-date';
import type { Result } from '@/lib/result';

/**
 * `computeDate`, remembering the last answer: a record's date is asked after once to be checked and once for
 * what it suggests, a few steps apart. The answer is shared and must not be changed.
 */
export function computeOnce(edtf: string | null, zone: string): Readonly<Result<ComputedDate, DateRefusal>> {
  if (last === null || last.edtf !== edtf || last.zone !== zone) {
    last = { edtf, zone, computed: computeDate(edtf, zone) };
  }
  return last.computed;
}

let last: { edtf: string | null; zone: string; computed: ReturnType<typeof computeDate> } | null = null;
