import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Brings `rows` posts that nobody has brought yet, by the operators' tool in a process of its own. `turn`
 * makes them unlike those of other turns. Gives how the tool ended; what it said goes to stderr where that
 * was not with 0.
 */
export async function importAgain(
  folder: string,
  turn: number,
  rows: number,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const file = path.join(folder, `load-${turn}.jsonl`);
  const lines = Array.from({ length: rows }, (_, nth) =>
    JSON.stringify({
      format: 'sawt/1',
      text: `Load ${turn}, row ${nth}: what was seen in Aleppo, as ${nth % 97} of ${turn} tell it.`,
      speaker: `Witness ${nth % 500}`,
      lang: 'en',
    }),
  );
  await writeFile(file, lines.join('\n'));
  let said = '';
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=DeprecationWarning', '--import', 'tsx', 'scripts/archive.ts', 'import', file],
      { env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => {
        said += piece;
      });
    child.once('exit', resolve);
  });
  if (code !== 0) process.stderr.write(`The import ended with ${code}:\n${said}\n`);
  return `ended with ${code}`;
}
