import { writeFileSync } from 'node:fs';
import type { FullResult, Reporter, Suite } from '@playwright/test/reporter';
import type { Tally } from './tally';

/** Writes what Playwright counted, with the reason of every skip, to the file that SAWT_TALLY_FILE names. */
export default class PlaywrightTally implements Reporter {
  private suite: Suite | undefined;

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite;
  }

  onEnd(result: FullResult): void {
    const tally: Tally = { passed: 0, failed: [], skipped: [] };
    for (const test of this.suite?.allTests() ?? []) {
      const outcome = test.outcome();
      if (outcome === 'skipped') {
        const reason = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
        tally.skipped.push({ name: test.title, reason: reason ?? 'no reason given' });
      } else if (outcome === 'expected') tally.passed += 1;
      else tally.failed.push(test.titlePath().filter(Boolean).join(' > '));
    }
    // A run that ended early (its server did not start) has failed, whatever its tests say.
    if (result.status !== 'passed' && tally.failed.length === 0) {
      tally.failed.push(`the run itself: ${result.status}`);
    }
    const file = process.env.SAWT_TALLY_FILE;
    if (file) writeFileSync(file, JSON.stringify(tally));
  }

  printsToStdio(): boolean {
    return false;
  }
}
