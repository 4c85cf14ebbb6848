import type { Role } from '@/lib/archive/vocabulary';
import type { SystemActor } from './actor';

/** Everything anybody can do that is not reading what is public. */
export const ACTIONS = [
  'desk.view',
  'accession.import',
  'accession.withdraw',
  'item.claim',
  'item.edit',
  'item.decide',
  'testimony.publish',
  'testimony.edit',
  'testimony.redact',
  'testimony.withdraw',
  'testimony.restore',
  'testimony.erase',
  'testimony.erase-again',
  'relation.edit',
  'collection.edit',
  'name.reveal',
  'custody.view',
  'export.all',
  'user.manage',
  'report.submit',
] as const;
export type Action = (typeof ACTIONS)[number];

type Grantee = Role | SystemActor['name'] | 'public';

const DESK: Grantee[] = ['archivist', 'curator', 'administrator'];
const DECIDERS: Grantee[] = ['curator', 'administrator'];

/** The policy: who may do what. What is not in this table is no. */
export const POLICY: Record<Action, readonly Grantee[]> = {
  'desk.view': DESK,
  'accession.import': [...DESK, 'operator', 'founding'],
  'accession.withdraw': [...DECIDERS, 'operator'],
  'item.claim': DESK,
  'item.edit': DESK,
  'item.decide': DECIDERS,
  'testimony.publish': [...DECIDERS, 'founding'],
  'testimony.edit': DESK,
  'testimony.redact': DECIDERS,
  'testimony.withdraw': [...DECIDERS, 'operator'],
  'testimony.restore': ['administrator', 'operator'],
  'testimony.erase': ['administrator', 'operator'],
  // What a restored backup brought back, by the list of erasures.
  'testimony.erase-again': ['worker', 'operator'],
  'relation.edit': DESK,
  'collection.edit': DESK,
  'name.reveal': ['administrator'],
  'custody.view': [...DESK, 'operator'],
  'export.all': ['administrator', 'operator'],
  'user.manage': ['administrator', 'operator'],
  'report.submit': ['public', ...DESK],
};

/** Whether who has this role must show a second factor at each sign-in: all who can publish. */
export function needsSecondFactor(role: Role): boolean {
  return POLICY['testimony.publish'].includes(role);
}
