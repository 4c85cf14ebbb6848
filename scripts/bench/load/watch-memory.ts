import { readdir, readFile } from 'node:fs/promises';

const LOOKS = 30;

/**
 * Looks thirty times, until the time `until`, at what each part holds, in MiB: the process of this id
 * with its children. Of memory that processes share, each counts its part; what PostgreSQL shares by its
 * own setting (`shared_buffers`) is left out: it fills with whatever is read, up to that setting and no
 * further. Linux alone tells; elsewhere every look gives 0.
 */
export async function watchMemory(
  parts: Readonly<Record<string, number>>,
  until: number,
): Promise<Map<string, number[]>> {
  const seen = new Map<string, number[]>(Object.keys(parts).map((name) => [name, []]));
  const pause = (until - Date.now()) / LOOKS;
  while (Date.now() < until) {
    const children = await childrenOfAll();
    for (const [name, id] of Object.entries(parts)) seen.get(name)?.push(await heldBy(id, children));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return seen;
}

/** The id of a process's parent; null where the system does not tell. */
export async function parentOf(id: number): Promise<number | null> {
  const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
  const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1];
  return parent === undefined ? null : Number(parent);
}

/**
 * Whether it stayed flat: the middle of its last third is at most a quarter above the middle of its
 * second third. The first third is left out: caches fill and code is compiled.
 */
export function isFlat(looks: readonly number[]): boolean {
  const [, second, last] = thirdsOf(looks);
  return last <= second * 1.25;
}

/** The middle of each third of the looks. */
export function thirdsOf(looks: readonly number[]): [number, number, number] {
  const third = Math.floor(looks.length / 3);
  return [median(looks.slice(0, third)), median(looks.slice(third, 2 * third)), median(looks.slice(-third))];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function childrenOfAll(): Promise<Map<number, number[]>> {
  const children = new Map<number, number[]>();
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const parent = await parentOf(Number(name));
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

async function heldBy(id: number, children: ReadonlyMap<number, number[]>): Promise<number> {
  const rollup = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
  const told = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0) / 1024;
  let held = told('Pss') - told('Pss_Shmem');
  for (const child of children.get(id) ?? []) held += await heldBy(child, children);
  return held;
}
