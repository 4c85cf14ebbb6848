/**
 * The outcome of a use case. An expected refusal is a value with a name, so that every caller must
 * look at it; a bug throws.
 */
export type Result<Value, Refusal extends { reason: string } = Refused> =
  | { ok: true; value: Value }
  | ({ ok: false } & Refusal);

/** The plainest refusal: a stable name for programs and one sentence for people (English). */
export interface Refused {
  reason: string;
  message: string;
}

export function ok<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

/** Makes a refusal. `message` says what was wrong and what to do about it. */
export function refuse<Reason extends string>(
  reason: Reason,
  message: string,
): { ok: false; reason: Reason; message: string } {
  return { ok: false, reason, message };
}
