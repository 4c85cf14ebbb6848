/** How many things one place may send in an hour, and all together. */
const AN_HOUR = 60 * 60 * 1000;
const FROM_ONE_PLACE = 20;
const FROM_ALL = 2_000;

const sent = new Map<string, number[]>();

/**
 * Whether one more form from `from` (a mark that names nobody) is within the plain limit on flooding;
 * counts it when it is. In this process's memory alone, never written.
 */
export function withinLimit(from: string, now: number): boolean {
  const since = now - AN_HOUR;
  let all = 0;
  for (const [place, times] of sent) {
    const recent = times.filter((at) => at > since);
    if (recent.length === 0) sent.delete(place);
    else sent.set(place, recent);
    all += recent.length;
  }
  const here = sent.get(from) ?? [];
  if (here.length >= FROM_ONE_PLACE || all >= FROM_ALL) return false;
  sent.set(from, [...here, now]);
  return true;
}
