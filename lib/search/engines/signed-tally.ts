/** Counts up and down, and forgets what comes out even. */
export class SignedTally<Key extends string | number> {
  private readonly counts = new Map<Key, number>();

  get size(): number {
    return this.counts.size;
  }

  add(keys: Iterable<Key>, change: 1 | -1): void {
    for (const key of keys) this.counts.set(key, (this.counts.get(key) ?? 0) + change);
  }

  /** Forgets everything. */
  clear(): void {
    this.counts.clear();
  }

  /** In the order of keys, so that two writers never wait for each other crosswise. */
  changes(): [Key, number][] {
    return [...this.counts].filter(([, change]) => change !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
