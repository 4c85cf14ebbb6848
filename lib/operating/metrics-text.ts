import type { ArchiveState } from './read-state';
import { LATENCY_BOUNDS, type Traffic } from './traffic';

/**
 * Writes what is known in the text format of Prometheus (0.0.4). `state` is null while the database
 * cannot be asked: then its numbers are left out, and `sawt_database_up` says so.
 */
export function metricsText(counts: Traffic, state: ArchiveState | null, residentBytes: number): string {
  const answers = [...counts.answers].map(([key, value]) => {
    const [kind, status] = key.split(' ');
    return `sawt_answers_total{kind="${kind}",status="${status}"} ${value}`;
  });
  const all = counts.within.at(-1) ?? 0;
  const buckets = [...LATENCY_BOUNDS.map(String), '+Inf'].map(
    (bound, at) => `sawt_answer_seconds_bucket{le="${bound}"} ${counts.within[at] ?? 0}`,
  );
  const lines = [
    ...described('sawt_answers_total', 'counter', 'Answers by kind of address and class of status.', answers),
    ...described('sawt_answer_seconds', 'histogram', 'From a request to the end of its answer.', [
      ...buckets,
      `sawt_answer_seconds_sum ${counts.seconds.toFixed(6)}`,
      `sawt_answer_seconds_count ${all}`,
    ]),
    ...gauge('sawt_requests_under_way', 'Requests not answered yet.', counts.underWay),
    ...gauge('process_resident_memory_bytes', 'Memory of this process.', residentBytes),
    ...gauge('sawt_database_up', '1 when the database could be asked.', state === null ? 0 : 1),
  ];
  if (state !== null) lines.push(...stateLines(state));
  return `${lines.join('\n')}\n`;
}

function stateLines(state: ArchiveState): string[] {
  return [
    ...gauge('sawt_waiting_items', 'Items that wait for a decision.', state.waitingItems),
    ...gauge('sawt_oldest_waiting_seconds', 'Age of the oldest of them.', state.oldestWaiting),
    ...gauge('sawt_open_messages', 'Messages from outside that nobody settled.', state.openMessages),
    ...gauge('sawt_oldest_message_seconds', 'Age of the oldest of them.', state.oldestMessage),
    ...gauge('sawt_outbox_rows', 'Changes that the search index has still to hear of.', state.outboxRows),
    ...gauge('sawt_oldest_outbox_seconds', 'Age of the oldest of them.', state.oldestOutbox),
    ...gauge('sawt_unnumbered_events', 'Custody events without a number yet.', state.unnumberedEvents),
    ...gauge('sawt_since_checkpoint_seconds', 'Since the newest signed checkpoint.', state.sinceCheckpoint),
    ...gauge(
      'sawt_since_backup_seconds',
      'Since the last backup; absent when there is none.',
      state.sinceBackup,
    ),
    ...gauge('sawt_since_check_seconds', 'Since the archive last checked itself.', state.sinceCheck),
    ...gauge(
      'sawt_check_held',
      '1 when that check found nothing wrong.',
      state.checkHeld === null ? null : Number(state.checkHeld),
    ),
    ...gauge(
      'sawt_index_drift_records',
      'Records that differed when indexes and archive were last compared; they are put right after.',
      state.indexDrift,
    ),
    ...gauge('sawt_since_comparison_seconds', 'Since that comparison.', state.sinceComparison),
  ];
}

function gauge(name: string, help: string, value: number | null): string[] {
  return value === null ? [] : described(name, 'gauge', help, [`${name} ${value}`]);
}

function described(name: string, type: string, help: string, samples: string[]): string[] {
  return samples.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples];
}
