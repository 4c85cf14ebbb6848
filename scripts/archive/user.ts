import { type Command, InvalidArgumentError } from 'commander';
import { ROLES, type Role } from '@/lib/archive/vocabulary';
import {
  changeRole,
  clearSecondFactor,
  disableUser,
  enableUser,
  resetPassword,
} from '@/lib/people/change-user';
import { createUser, type NewSignIn } from '@/lib/people/create-user';
import { listUsers } from '@/lib/people/list-users';
import type { Result } from '@/lib/result';
import { printRefusal, printResult } from '../operator/print';
import { OPERATOR, withArchive } from '../operator/with-archive';

type Options = { json?: boolean };

/** `user add|list|role|reset|disable|enable`: the accounts of those who keep the archive. */
export function register(program: Command): void {
  const user = program.command('user').description('Accounts of those who keep the archive.');

  user
    .command('add')
    .description('Make an account; its password is generated and printed this once.')
    .argument('<name>', 'the sign-in name')
    .requiredOption('--role <role>', ROLES.join(', '), readRole)
    .option('--json', 'print the sign-in as JSON')
    .action((name: string, options: Options & { role: Role }) =>
      withArchive(options, async (context) =>
        printSignIn(options, await createUser(OPERATOR, { name, role: options.role }, context)),
      ),
    );
  user
    .command('list')
    .description('List the accounts.')
    .option('--json', 'print them as JSON')
    .action((options: Options) =>
      withArchive(options, async (context) => {
        const users = await listUsers(OPERATOR, context);
        if (!users.ok) return printRefusal(options, users);
        printResult(
          options,
          users.value,
          users.value.map(
            ({ name, role, disabled, secondFactorSince, lastSignInAt }) =>
              `${name}  ${role}${disabled ? '  disabled' : ''}${secondFactorSince ? '' : '  no second factor'}  last sign-in: ${lastSignInAt?.toISOString() ?? 'never'}`,
          ),
        );
        return 0;
      }),
    );
  user
    .command('role')
    .description('Give somebody another role; their sessions end.')
    .argument('<name>')
    .argument('<role>', ROLES.join(', '), readRole)
    .option('--json', 'print the outcome as JSON')
    .action((name: string, role: Role, options: Options) =>
      withArchive(options, async (context) =>
        printDone(options, await changeRole(OPERATOR, { name, role }, context), `${name} is ${role} now.`),
      ),
    );
  user
    .command('reset')
    .description('Give somebody a new generated password, printed this once; their sessions end.')
    .argument('<name>')
    .option('--second-factor', 'take away the second factor instead: the password stays as it is')
    .option('--json', 'print the outcome as JSON')
    .action((name: string, options: Options & { secondFactor?: boolean }) =>
      withArchive(options, async (context) =>
        options.secondFactor
          ? printDone(
              options,
              await clearSecondFactor(OPERATOR, name, context),
              `${name} sets up another second factor at the next sign-in. Be sure that it is them.`,
            )
          : printSignIn(options, await resetPassword(OPERATOR, name, context)),
      ),
    );
  user
    .command('disable')
    .description('Shut an account: its sessions end, what it did stays.')
    .argument('<name>')
    .option('--json', 'print the outcome as JSON')
    .action((name: string, options: Options) =>
      withArchive(options, async (context) =>
        printDone(options, await disableUser(OPERATOR, name, context), `${name} can no longer sign in.`),
      ),
    );
  user
    .command('enable')
    .description('Open a disabled account again.')
    .argument('<name>')
    .option('--json', 'print the outcome as JSON')
    .action((name: string, options: Options) =>
      withArchive(options, async (context) =>
        printDone(options, await enableUser(OPERATOR, name, context), `${name} can sign in again.`),
      ),
    );
}

function readRole(word: string): Role {
  const role = ROLES.find((one) => one === word);
  if (!role) throw new InvalidArgumentError(`A role is one of ${ROLES.join(', ')}.`);
  return role;
}

function printSignIn(options: Options, made: Result<NewSignIn>): number {
  if (!made.ok) return printRefusal(options, made);
  const { name, password } = made.value;
  printResult(options, { ok: true, name, password }, [
    `Name:     ${name}`,
    `Password: ${password}`,
    'It is shown this once: hand it over in person or by a safe channel.',
  ]);
  return 0;
}

function printDone(options: Options, done: Result<undefined>, words: string): number {
  if (!done.ok) return printRefusal(options, done);
  printResult(options, { ok: true }, [words]);
  return 0;
}
