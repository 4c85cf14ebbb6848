/** What a runner counted. A skip always comes with its reason. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: { name: string; reason: string }[];
}

export function addTallies(tallies: Tally[]): Tally {
  return {
    passed: sum(tallies.map((tally) => tally.passed)),
    failed: sum(tallies.map((tally) => tally.failed)),
    skipped: tallies.flatMap((tally) => tally.skipped),
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
