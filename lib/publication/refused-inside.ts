import type { Refused, Result } from '@/lib/result';

/**
 * A refusal that is met when a transaction has written already: thrown inside it, so that all is taken
 * back, and a value again outside.
 */
export class RefusedInside extends Error {
  constructor(readonly refusal: { ok: false } & Refused) {
    super(refusal.message);
  }
}

/** Runs `work` and gives what it gives, or the refusal that it threw. */
export async function refusalOf<Value>(
  work: () => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RefusedInside) return error.refusal;
    throw error;
  }
}

/** Unwraps a result inside a transaction: a refusal is thrown, so that what was written is taken back. */
export function orTakeBack<Value>(result: Result<Value, Refused>): Value {
  if (!result.ok) throw new RefusedInside(result);
  return result.value;
}
