import type { Command } from 'commander';
import { env } from '@/lib/env';
import { diagnoseArchive } from '@/lib/operating/doctor/diagnose-archive';
import { diagnoseMachine } from '@/lib/operating/doctor/diagnose-machine';
import { diagnoseSearch } from '@/lib/operating/doctor/diagnose-search';
import { openSearch } from '@/lib/search/choose-engine';
import { printResult } from '../operator/print';
import { searchSettings } from '../operator/search-settings';
import { withArchive } from '../operator/with-archive';

type Options = { json?: boolean };

/** `doctor`: what is configured, what runs, what is missing, what to do about it. */
export function register(program: Command): void {
  program
    .command('doctor')
    .description('Say what is configured, what runs, what is missing, and what to do about it.')
    .option('--json', 'print the findings as JSON')
    .action((options: Options) =>
      withArchive(options, async (context, connections) => {
        const now = context.clock();
        const house = openSearch({ ...env(), ...(await searchSettings()) }, connections.readingPool);
        const findings = [
          ...(await diagnoseMachine(env(), now)),
          ...(await diagnoseArchive(connections, env(), now)),
          await diagnoseSearch(house.engines[0]),
        ];
        printResult(
          options,
          findings,
          findings.map(
            ({ what, well, says, remedy }) =>
              `${well ? '✓' : '!'} ${what}: ${says}${remedy ? `\n    ${remedy}` : ''}`,
          ),
        );
        return findings.every(({ well }) => well) ? 0 : 1;
      }),
    );
}
