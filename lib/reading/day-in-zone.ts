import { wallAt } from '@/lib/archive/zone-time';

/** The day (`2016-12-14`) that clocks in `zone` (IANA) show at an instant (ISO 8601); null stays null. */
export function dayInZone(instant: string | null, zone: string): string | null {
  if (instant === null) return null;
  return new Date(wallAt(Date.parse(instant), zone)).toISOString().slice(0, 10);
}
