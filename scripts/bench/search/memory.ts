import { readdirSync, readFileSync } from 'node:fs';

/**
 * The memory (MiB) of all processes of this name at or below `root`, what they share counted once. Null
 * where the system does not tell, or where none runs.
 */
export function memoryOf(name: string, root = process.pid): number | null {
  const processes = readProcesses();
  const isBelow = (id: number): boolean => {
    const parent = processes.get(id)?.parent;
    return id === root || (parent !== undefined && parent > 1 && isBelow(parent));
  };
  const kilobytes = [...processes].map(([id, one]) => (one.name === name && isBelow(id) ? sharedOut(id) : 0));
  const all = kilobytes.reduce((sum, one) => sum + one, 0);
  return all > 0 ? Math.round(all / 1_024) : null;
}

/** The memory (MiB) of this process. */
export function memoryHere(): number {
  return Math.round(process.memoryUsage().rss / 2 ** 20);
}

function readProcesses(): Map<number, { name: string; parent: number }> {
  const found = new Map<number, { name: string; parent: number }>();
  for (const id of filesOf('/proc').map(Number)) {
    const stat = textOf(`/proc/${id}/stat`);
    // A name may hold anything, brackets included, so the last one ends it (proc(5)).
    const [start, end] = [stat.indexOf('('), stat.lastIndexOf(')')];
    if (start !== -1)
      found.set(id, { name: stat.slice(start + 1, end), parent: Number(stat.slice(end).split(' ')[2]) });
  }
  return found;
}

/** A process's own pages, and its part of those that it shares (proc(5), smaps_rollup). */
function sharedOut(id: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(textOf(`/proc/${id}/smaps_rollup`))?.[1] ?? 0);
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
