import { type Command, Option } from 'commander';
import type { UserActor } from '@/lib/access/actor';
import { ROLES, WITHDRAWAL_CLASSES, type WithdrawalClass } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { erase } from '@/lib/publication/erase';
import { custodyFiles } from '../operator/custody-files';
import { printRefusal, printResult } from '../operator/print';
import { withArchive } from '../operator/with-archive';

interface Options {
  reason: WithdrawalClass;
  by: string;
  and: string;
  json?: boolean;
}

/** `erase REFERENCE --reason CLASS --by A --and B`: destroyed; nobody can undo it; the log still verifies. */
export function register(program: Command): void {
  program
    .command('erase')
    .description(
      'Destroy a testimony: words, salts, archived bytes and all made from them. It cannot be undone.',
    )
    .argument('<reference>', 'the testimony’s reference')
    .addOption(
      new Option('--reason <class>', 'what its tombstone says')
        .choices(WITHDRAWAL_CLASSES)
        .makeOptionMandatory(),
    )
    .requiredOption('--by <name>', 'the administrator who erases')
    .requiredOption('--and <name>', 'a second administrator who agrees')
    .option('--json', 'print the outcome as JSON')
    .action((reference: string, options: Options) =>
      withArchive(options, async (context) => {
        const by = await userNamed(context, options.by);
        const second = await userNamed(context, options.and);
        if (!by || !second) {
          const name = by ? options.and : options.by;
          return printRefusal(options, {
            reason: 'no-such-user',
            message: `There is no active account “${name}”.`,
          });
        }
        const input = { reference, reason: options.reason, second };
        const erased = await erase(by, input, custodyFiles().erasures, context);
        if (!erased.ok) return printRefusal(options, erased);
        printResult(options, { ok: true, ...erased.value }, [
          `${erased.value.reference} is erased, with ${erased.value.originals} archived originals.`,
          'Backups made before still hold it until they are destroyed; restored here, it is erased again first.',
        ]);
        return 0;
      }),
    );
}

async function userNamed(context: Context, name: string): Promise<UserActor | null> {
  const user = await context.db.user.findUnique({ where: { name } });
  const role = ROLES.find((one) => one === user?.role);
  return user && role && !user.disabled ? { type: 'user', id: user.id, name, role } : null;
}
