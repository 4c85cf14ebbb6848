// `npm test` and, with --long, `npm run test:long`.
import { prepare } from './install.mjs';

await prepare();
const { runAllTests } = await import('./test/run.ts');
process.exit(
  await runAllTests({
    long: process.argv.includes('--long'),
    only: process.argv.slice(2).filter((word) => !word.startsWith('--')),
  }),
);
