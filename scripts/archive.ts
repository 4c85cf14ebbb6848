import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';

/** What a file in scripts/archive/ exports: it adds its command, with its options and help, to the tool. */
export interface CommandFile {
  register(program: Command): void;
}

const COMMANDS = new URL('./archive/', import.meta.url);

/**
 * Builds the operators' tool from the files in scripts/archive/, one command (or family of commands) a
 * file. Throws when such a file exports no `register`: a command must not go missing in silence.
 */
export async function buildArchiveTool(): Promise<Command> {
  const program = new Command('archive')
    .description('The operators’ tool of this archive. Exit codes: 0 done, 1 refused or failed, 2 wrong use.')
    .showHelpAfterError('(add --help to see how it is used)')
    .exitOverride();
  const files = (await readdir(COMMANDS)).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  for (const name of files.sort()) {
    const file = (await import(new URL(name, COMMANDS).href)) as Partial<CommandFile>;
    if (!file.register) throw new Error(`scripts/archive/${name} must export register(program)`);
    file.register(program);
  }
  return program;
}

/**
 * Runs the tool on command-line arguments (without node and script) and gives the exit code: what the
 * command set in `process.exitCode`, 2 for wrong use, 1 for a failure, whose message goes to stderr.
 */
export async function runArchiveTool(args: string[]): Promise<number> {
  const program = await buildArchiveTool();
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // commander throws for --help too (exit code 0), and has printed its own message already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const told = error instanceof Error ? error : new Error(String(error));
    process.stderr.write(`${process.env.LOG_LEVEL === 'debug' ? told.stack : told.message}\n`);
    if (isDiskFull(told))
      process.stderr.write('The disk is full. Make room and run it again: nothing was done by half.\n');
    return 1;
  }
}

// Node's own word for it, and PostgreSQL's (53100).
function isDiskFull(error: Error): boolean {
  return /\bENOSPC\b|\b53100\b|no space left on device/i.test(
    `${error.message} ${String(error.cause ?? '')}`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exit(await runArchiveTool(process.argv.slice(2)));
}
