import { type Result, refuse } from '@/lib/result';
import { type Actor, publicRole } from './actor';
import { type Action, POLICY } from './policy';

/**
 * Proof that `authorize` said yes to this actor for this action. The stores' writes demand one, so
 * that a use case that forgets to ask does not compile; nobody outside this file can make one.
 */
export class Grant<A extends Action = Action> {
  private constructor(
    readonly action: A,
    readonly actor: Actor,
  ) {}

  /** For `authorize` alone. */
  static issue<A extends Action>(key: typeof ISSUER, action: A, actor: Actor): Grant<A> {
    if (key !== ISSUER) throw new Error('only authorize() issues grants');
    return new Grant(action, actor);
  }
}

const ISSUER: unique symbol = Symbol('authorize');

/** Asks the policy whether `actor` may do `action`. Refuses with `not-allowed`. */
export function authorize<A extends Action>(
  actor: Actor,
  action: A,
): Result<Grant<A>, { reason: 'not-allowed'; message: string }> {
  if (!POLICY[action].some((grantee) => grantee === publicRole(actor))) {
    return refuse('not-allowed', `${article(publicRole(actor))} may not do this (${action}).`);
  }
  return { ok: true, value: Grant.issue(ISSUER, action, actor) };
}

function article(role: string): string {
  return `${/^[aeio]/.test(role) ? 'An' : 'A'} ${role}`;
}
