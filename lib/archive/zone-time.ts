/**
 * Wall clocks and instants. A zone is an IANA name; its history is the one that Intl carries, never
 * today's offset: Damascus alone has changed its rule several times since 2016.
 */

/** Whether `zone` names a zone of the IANA database. Bare offsets are no zone: they have no history. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    formatterFor(zone);
    return true;
  } catch {
    return false;
  }
}

/** The instants (milliseconds since 1970 UTC) at which clocks in `zone` show `wall`: none in a gap, two when an hour is doubled. */
export function instantsOf(wall: number, zone: string): number[] {
  return offsetsAround(wall, zone)
    .map((offset) => wall - offset)
    .filter((instant) => offsetAt(instant, zone) === wall - instant)
    .sort((a, b) => a - b);
}

/** The first instant of the civil day whose midnight is `wall`. Where midnight was skipped, the day begins later. */
export function dayStart(wall: number, zone: string): number {
  return instantsOf(wall, zone)[0] ?? instantAfterGap(wall, zone);
}

/** The first instant after which no clock in `zone` shows a time before the midnight `wall`. */
export function dayStartForGood(wall: number, zone: string): number {
  // When clocks go back over midnight the old day is resumed, and ends only at the second midnight.
  const resumed = instantsOf(wall, zone).findLast((instant) => wallAt(instant - 1000, zone) < wall);
  return resumed ?? instantAfterGap(wall, zone);
}

/** What clocks in `zone` show at an instant, counted as if it were UTC. */
export function wallAt(instant: number, zone: string): number {
  return instant + offsetAt(instant, zone);
}

/** Offset of `zone` from UTC at an instant, in milliseconds, east positive. */
export function offsetAt(instant: number, zone: string): number {
  const name = formatterFor(zone)
    .formatToParts(instant)
    .find((part) => part.type === 'timeZoneName')?.value;
  const found = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(name ?? '');
  if (!found) throw new Error(`cannot read the offset of ${zone} from “${name}”`);
  const [hours, minutes, seconds] = found.slice(2).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
  ];
  return (found[1] === '-' ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

const DAY = 86_400_000;

function offsetsAround(wall: number, zone: string): number[] {
  return [...new Set([offsetAt(wall - DAY, zone), offsetAt(wall + DAY, zone)])];
}

function instantAfterGap(wall: number, zone: string): number {
  return wall - offsetAt(wall - DAY, zone);
}

// A formatter costs far more to make than to use, and an import asks a hundred thousand times.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formatters.set(zone, formatter);
  }
  return formatter;
}
