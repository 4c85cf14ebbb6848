/** What a runner counted. A failure always comes with its name, a skip with its reason. */
export interface Tally {
  passed: number;
  failed: string[];
  skipped: { name: string; reason: string }[];
}

export function addTallies(tallies: Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.flatMap(({ failed }) => failed),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}
