/** How many things of a kind one place may send in an hour, and all together. */
const AN_HOUR = 60 * 60 * 1000;
const LIMITS = {
  /** Forms that anybody may send. */
  outside: { fromOnePlace: 20, fromAll: 2_000 },
  /** Questions for a passkey, each of which is kept for five minutes. A whole house may share one place. */
  passkey: { fromOnePlace: 100, fromAll: 10_000 },
} as const;

const sentOf = { outside: new Map<string, number[]>(), passkey: new Map<string, number[]>() };

/**
 * Whether one more form of a kind from `from` (a mark that names nobody) is within the plain limit on
 * flooding; counts it when it is. In this process's memory alone, never written.
 */
export function withinLimit(from: string, now: number, kind: keyof typeof LIMITS = 'outside'): boolean {
  const { fromOnePlace, fromAll } = LIMITS[kind];
  const sent = sentOf[kind];
  const since = now - AN_HOUR;
  let all = 0;
  for (const [place, times] of sent) {
    const recent = times.filter((at) => at > since);
    if (recent.length === 0) sent.delete(place);
    else sent.set(place, recent);
    all += recent.length;
  }
  const here = sent.get(from) ?? [];
  if (here.length >= fromOnePlace || all >= fromAll) return false;
  sent.set(from, [...here, now]);
  return true;
}
