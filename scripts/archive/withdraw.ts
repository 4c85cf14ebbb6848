import { type Command, InvalidArgumentError } from 'commander';
import { WITHDRAWAL_CLASSES, type WithdrawalClass } from '@/lib/archive/vocabulary';
import { withdraw } from '@/lib/publication/withdraw';
import { printRefusal, printResult } from '../operator/print';
import { OPERATOR, withArchive } from '../operator/with-archive';

type Options = { json?: boolean; reason: WithdrawalClass };

/** `withdraw REFERENCE --reason CLASS`: off every public surface at once; kept; two people can undo it. */
export function register(program: Command): void {
  program
    .command('withdraw')
    .description('Take a testimony off every public surface at once. It is kept, and two people can undo it.')
    .argument('<reference>', 'the testimony’s reference')
    .requiredOption(
      '--reason <class>',
      `what its tombstone says: ${WITHDRAWAL_CLASSES.join(', ')}`,
      readClass,
    )
    .option('--json', 'print the outcome as JSON')
    .action((reference: string, options: Options) =>
      withArchive(options, async (context) => {
        const withdrawn = await withdraw(OPERATOR, { reference, reason: options.reason }, context);
        if (!withdrawn.ok) return printRefusal(options, withdrawn);
        printResult(options, withdrawn.value, [`${withdrawn.value.reference} is withdrawn.`]);
        return 0;
      }),
    );
}

function readClass(word: string): WithdrawalClass {
  const found = WITHDRAWAL_CLASSES.find((one) => one === word);
  if (!found) throw new InvalidArgumentError(`It must be one of ${WITHDRAWAL_CLASSES.join(', ')}.`);
  return found;
}
