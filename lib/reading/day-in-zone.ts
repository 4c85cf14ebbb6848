import { wallAt } from '@/lib/archive/zone-time';

/** The day (`2016-12-14`) that clocks in `zone` (IANA) show at an instant (ISO 8601); null stays null. */
export function dayInZone(instant: string | null, zone: string): string | null {
  if (instant === null) return null;
  return new Date(wallAt(Date.parse(instant), zone)).toISOString().slice(0, 10);
}

/** The hour of the day (0 to 24, with its part) that clocks in `zone` (IANA) show at an instant (ISO 8601). */
export function hourInZone(instant: string, zone: string): number {
  const wall = new Date(wallAt(Date.parse(instant), zone));
  return wall.getUTCHours() + wall.getUTCMinutes() / 60;
}
