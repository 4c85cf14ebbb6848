import { type Command, Option } from 'commander';
import { WITHDRAWAL_CLASSES, type WithdrawalClass } from '@/lib/archive/vocabulary';
import { withdrawAccession } from '@/lib/publication/withdraw-accession';
import { printRefusal, printResult } from '../operator/print';
import { OPERATOR, withArchive } from '../operator/with-archive';

interface Options {
  reason: WithdrawalClass;
  json?: boolean;
}

/** `withdraw-accession SLUG`: everything that one import brought leaves the queue and every public surface. */
export function register(program: Command): void {
  program
    .command('withdraw-accession')
    .description('Withdraw all that one import brought: out of the queue, and off every public surface.')
    .argument('<slug>', 'the accession, as the import named it')
    .addOption(
      new Option('--reason <class>', 'what the tombstones of published records say')
        .choices(WITHDRAWAL_CLASSES)
        .makeOptionMandatory(),
    )
    .option('--json', 'print the result as JSON')
    .action(async (slug: string, options: Options) => {
      await withArchive(options, async (context) => {
        const done = await withdrawAccession(OPERATOR, { slug, reason: options.reason }, context);
        if (!done.ok) return printRefusal(options, done);
        const { items, testimonies } = done.value;
        printResult(options, { ok: true, ...done.value }, [
          `${slug}: ${items} items out of the queue, ${testimonies.length} testimonies withdrawn.`,
        ]);
        return 0;
      });
    });
}
