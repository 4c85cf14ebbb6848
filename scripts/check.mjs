// `npm run check`: format, lint, types, boundaries, dead code.
import { prepare } from './install.mjs';

await prepare();
const { runChecks } = await import('./test/checks.ts');
const tally = await runChecks();
console.log(`${tally.passed} passed, ${tally.failed.length} failed, ${tally.skipped.length} skipped`);
process.exit(tally.failed.length === 0 ? 0 : 1);
