/** The first thing that does not hold: the number of the entry where there is one, and what is wrong. */
export interface ProofProblem {
  entry: number | null;
  what: string;
}

export const wrong = (what: string, entry: number | null = null): ProofProblem => ({ entry, what });

/** One line for people, in the words that the offline verifier uses. */
export function describeProblem({ entry, what }: ProofProblem): string {
  return entry === null ? what : `entry ${entry} ${what}`;
}
