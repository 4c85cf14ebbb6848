import type { Risk } from '@/lib/archive/vocabulary';

/** The shelves of the queue: each is a question somebody at the desk asks. */
export const QUEUE_VIEWS = [
  'waiting',
  'mine',
  'returned',
  'second',
  'escalated',
  'outside',
  'quarantined',
  'decided',
] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

export interface QueueFilter {
  view: QueueView;
  accession: string | null;
  platform: string | null;
  /** BCP 47, as the record says. */
  lang: string | null;
  /** Part of a speaker's name. */
  person: string | null;
  risk: Risk | 'unset' | null;
  minor: 'yes' | 'no' | 'unset' | null;
  /** Waiting for at least so many days. */
  olderThanDays: number | null;
}
