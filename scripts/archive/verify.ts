import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describeProblem } from '@/lib/custody/verify/problem';
import { verifyArchive } from '@/lib/custody/verify/verify-archive';
import { COPY_OLD_AFTER } from '@/lib/operating/doctor/diagnose-archive';
import { readState } from '@/lib/operating/read-state';
import { indexCheck } from '../operator/check-index';
import { custodyFiles } from '../operator/custody-files';
import { printResult } from '../operator/print';
import { withArchive } from '../operator/with-archive';

interface Options {
  offline?: string;
  checkpoint?: string;
  key?: string;
  json?: boolean;
}

const VERIFIER = fileURLToPath(new URL('../../lib/custody/offline-verifier.mjs', import.meta.url));

/** `verify`: the archive in place, or a bundle from elsewhere with `--offline`. */
export function register(program: Command): void {
  program
    .command('verify')
    .description(
      'Check originals, the log, its checkpoints and the search index; name the first thing wrong.',
    )
    .option('--offline <bundle>', 'check an exported folder instead, without server or database')
    .option('--checkpoint <file>', 'with --offline: a checkpoint that somebody kept')
    .option('--key <fingerprint>', 'with --offline: the SHA-256 of the archive’s public key, in hex')
    .option('--json', 'print the outcome as JSON')
    .action(async (options: Options, command: Command) => {
      if (options.offline !== undefined) return verifyOffline(options.offline, options);
      if (options.checkpoint !== undefined || options.key !== undefined) {
        return command.error('error: --checkpoint and --key go with --offline');
      }
      await withArchive(options, async (context) => {
        const outcome = await verifyArchive(context, custodyFiles().checkpoints, indexCheck(context));
        const { sinceBackup } = await readState(context.pool);
        printResult(options, { ...outcome, sinceBackupSeconds: sinceBackup }, [
          outcome.ok ? describeHeld(outcome) : describeProblem(outcome),
          describeBackup(sinceBackup),
        ]);
        return outcome.ok ? 0 : 1;
      });
    });
}

function describeHeld(held: {
  entries: number;
  checkpoints: number;
  originals: number;
  forms: number;
}): string {
  return (
    `${held.entries} entries and ${held.checkpoints} checkpoints hold; ` +
    `${held.originals} originals and ${held.forms} public forms are as the log has them.`
  );
}

/** How old the last backup is, in words; `seconds` is null where there was none. */
export function describeBackup(seconds: number | null): string {
  if (seconds === null) return 'There is no backup yet: npm run archive -- backup OUT.';
  const days = Math.floor(seconds / 86_400);
  const age = `The last backup is ${days === 1 ? '1 day' : `${days} days`} old`;
  return seconds * 1000 < COPY_OLD_AFTER
    ? `${age}.`
    : `${age}, which is stale: npm run archive -- backup OUT.`;
}

/** Runs the very file that stands in the bundles, in a process of its own, so that there is one verifier. */
function verifyOffline(bundle: string, { checkpoint, key, json }: Options): void {
  const words = [
    bundle,
    ...(checkpoint === undefined ? [] : ['--checkpoint', checkpoint]),
    ...(key === undefined ? [] : ['--key', key]),
    ...(json ? ['--json'] : []),
  ];
  const { status } = spawnSync(process.execPath, [VERIFIER, ...words], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
