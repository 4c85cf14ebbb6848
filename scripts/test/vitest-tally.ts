import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import type { Tally } from './tally';

/** Writes what vitest counted, with the reason of every skip, to the file that SAWT_TALLY_FILE names. */
export default class VitestTally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tally: Tally = {
      passed: 0,
      failed: errors.map((error) => `outside any test: ${error}`),
      skipped: [],
    };
    for (const module of modules) {
      let counted = 0;
      for (const test of module.children.allTests()) {
        counted += 1;
        const result = test.result();
        if (result.state === 'passed') tally.passed += 1;
        else if (result.state === 'failed') tally.failed.push(`${nameOf(module)} > ${test.fullName}`);
        else tally.skipped.push({ name: test.fullName, reason: reasonOf(result) });
      }
      // A file that fell over before its first test must not count as nothing.
      if (module.state() === 'failed' && (counted === 0 || module.errors().length > 0)) {
        tally.failed.push(`${nameOf(module)} as a whole`);
      }
    }
    const file = process.env.SAWT_TALLY_FILE;
    if (file) writeFileSync(file, JSON.stringify(tally));
  }
}

function nameOf(module: TestModule): string {
  return path.relative(process.cwd(), module.moduleId);
}

function reasonOf(result: object): string {
  return 'note' in result && typeof result.note === 'string' ? result.note : 'no reason given';
}
