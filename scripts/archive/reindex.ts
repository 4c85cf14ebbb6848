import type { Command } from 'commander';
import { openIndexing } from '@/lib/search/choose-engine';
import { reindex } from '@/lib/search/reindex';
import { printResult, progressLine } from '../operator/print';
import { searchSettings } from '../operator/search-settings';
import { withArchive } from '../operator/with-archive';

type Options = { json?: boolean };

/** `reindex`: every engine's index is built anew beside the one in use, and swapped. */
export function register(program: Command): void {
  program
    .command('reindex')
    .description('Build the search index anew, from the public forms, with no gap in service.')
    .option('--json', 'print the outcome as JSON')
    .action((options: Options) =>
      withArchive(options, async (_context, { appPool, readingPool }) => {
        const house = openIndexing(await searchSettings(), { app: appPool, reading: readingPool });
        const counts: Record<string, number> = {};
        for (const engine of house.engines) {
          const line = progressLine(options);
          counts[engine.name] = await reindex(house.app, engine, (written) =>
            line.show(`${engine.name}: ${written}`),
          );
          line.end();
        }
        printResult(
          options,
          counts,
          Object.entries(counts).map(([name, count]) => `${name}: ${count} records`),
        );
        return 0;
      }),
    );
}
