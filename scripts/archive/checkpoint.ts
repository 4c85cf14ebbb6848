import type { Command } from 'commander';
import { makeCheckpoint } from '@/lib/custody/make-checkpoint';
import { rotateKey } from '@/lib/custody/rotate-key';
import { custodyFiles, loadKeeping } from '../operator/custody-files';
import { printRefusal, printResult } from '../operator/print';
import { withArchive } from '../operator/with-archive';

type Options = { json?: boolean; rotateKey?: boolean };

/** `checkpoint`: sign the log's head now, and say what to carry away. */
export function register(program: Command): void {
  program
    .command('checkpoint')
    .description('Sign the log as it is now, for somebody elsewhere to keep.')
    .option('--rotate-key', 'first put a new signing key in place, for which the old one vouches')
    .option('--json', 'print the checkpoint as JSON')
    .action((options: Options) =>
      withArchive(options, async (context) => {
        if (options.rotateKey) await rotateKey(context, custodyFiles().signingKey);
        const { key, checkpoints } = loadKeeping();
        const made = await makeCheckpoint(context, key, checkpoints);
        if (!made) {
          return printRefusal(options, {
            reason: 'busy',
            message: 'An import is still open; try again when it has ended.',
          });
        }
        printResult(options, { ok: true, ...made, fingerprint: key.fingerprint }, [
          made.note.trimEnd(),
          '',
          `Key fingerprint: ${key.fingerprint}`,
          `Also in ${checkpoints}. Keep both somewhere that this machine cannot reach.`,
        ]);
        return 0;
      }),
    );
}
