import { type ComputedDate, computeDate } from '@/lib/archive/edtf-date';
import type { LocalisedText } from '@/lib/archive/localised';
import type { PublicDate } from '@/lib/archive/public-form';
import { type Refused, type Result, refuse } from '@/lib/result';

/**
 * Computes a date as the tables keep it: EDTF, zone, bounds in UTC, and how it is known. `field` names
 * it in a refusal.
 */
export function storedDate(
  field: string,
  edtf: string | null,
  zone: string | null,
  why: LocalisedText | null,
): Result<PublicDate, Refused> {
  const computed: Result<ComputedDate, Refused> = computeDate(edtf, zone ?? undefined);
  if (!computed.ok) return refuse(computed.reason, `${field}: ${computed.message}`);
  return { ok: true, value: { ...computed.value, why } };
}
