import type { Command } from 'commander';
import { env } from '@/lib/env';
import { diagnoseArchive, diagnoseMachine, type Finding } from '@/lib/operating/diagnose';
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
        const { MEILI_URL, SEARCH_ENGINE } = await searchSettings();
        const engine: Finding = {
          what: 'Search engine',
          well: true,
          says:
            MEILI_URL === undefined
              ? `PostgreSQL (SEARCH_ENGINE=${SEARCH_ENGINE})`
              : `Meilisearch at ${MEILI_URL}`,
        };
        const findings = [
          ...(await diagnoseMachine(env())),
          ...(await diagnoseArchive(connections, env(), context.clock())),
          engine,
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
