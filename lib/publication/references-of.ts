import { readReference } from '@/lib/archive/reference';

/** The testimonies that a collection's essay is about, by reference, however they were typed. */
export function referencesOf(items: readonly object[]): string[] {
  return items.flatMap((item) => ('reference' in item ? (readReference(String(item.reference)) ?? []) : []));
}
