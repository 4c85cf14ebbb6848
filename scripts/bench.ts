import { readdir } from 'node:fs/promises';

const BENCHMARKS = new URL('./bench/', import.meta.url);

/** What a file in scripts/bench/ exports: it measures, prints a table to stdout, and gives the exit code. */
export interface BenchmarkFile {
  run(args: string[]): Promise<number>;
}

const names = (await readdir(BENCHMARKS))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => name.slice(0, -'.ts'.length))
  .sort();
const [name, ...args] = process.argv.slice(2);

if (!name || !names.includes(name)) {
  process.stderr.write(`Which benchmark? npm run bench -- NAME, with NAME one of: ${names.join(', ')}\n`);
  process.exit(2);
}
const benchmark = (await import(new URL(`${name}.ts`, BENCHMARKS).href)) as BenchmarkFile;
process.exit(await benchmark.run(args));
