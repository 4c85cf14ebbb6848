import { readFile } from 'node:fs/promises';
import type { FormOf } from '@/lib/archive/public-form';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import type { Result } from '@/lib/result';
import { canonicalJson } from '../canonical-json';
import { coordinatesOf, headOf, inclusionPath } from '../merkle';
import { type BagFile, type Sink, writeBag } from './bag';
import { bundleFiles, readForms } from './bundle-files';
import { bagInfo, type Keeping } from './export-bag';
import { readSnapshot } from './read-snapshot';
import { indexPage, type PageProof, STYLE, testimonyPage } from './static/pages';

/**
 * Writes the public archive as pages that open from a folder without a network: they can be read and
 * searched, and each checks itself in the reader's browser. The folder is at the same time a bag with
 * everything that `exportPublicBag` writes, and verifies as one, pages included. Refuses with `busy`.
 */
export function exportStatic(
  context: Pick<Context, 'db' | 'random'>,
  keeping: Keeping,
  sink: Sink,
): Promise<Result<number>> {
  return readSnapshot(context, keeping.key, keeping.checkpoints, async (tx, size) => {
    await writeBag(staticFiles(tx, size), await bagInfo(tx, size, 'public'), sink);
    return size;
  });
}

async function* staticFiles(tx: Tx, size: number): AsyncGenerator<BagFile> {
  yield* bundleFiles(tx, size);
  const { note: checkpoint } = await tx.checkpoint.findUniqueOrThrow({ where: { size } });
  const adopted = await tx.custodyEvent.findFirstOrThrow({
    where: { type: 'key-adopted' },
    orderBy: { entry: { position: 'desc' } },
  });
  const { publicKey } = adopted.body as { publicKey: string };
  const forms: FormOf<'testimony'>[] = [];
  for await (const row of readForms(tx)) {
    if (row.kind !== 'testimony' || row.position === null || row.field === null || row.salt === null)
      continue;
    const form = row.form as unknown as FormOf<'testimony'>;
    const position = Number(row.position);
    const proof: PageProof = {
      form: canonicalJson(row.form),
      field: row.field,
      salt: Buffer.from(row.salt).toString('hex'),
      position,
      entry: (await tx.custodyEntry.findUniqueOrThrow({ where: { position } })).canonical,
      inclusion: await inclusionAt(tx, position, size),
      checkpoint,
      publicKey,
    };
    forms.push(form);
    yield { path: `t/${form.reference}.html`, content: [testimonyPage(form, proof)] };
  }
  yield { path: 'index.html', content: [indexPage(inTime(forms))] };
  yield { path: 'style.css', content: [STYLE] };
  for (const script of ['search.js', 'verify.js']) {
    yield { path: script, content: [await readFile(new URL(`./static/${script}`, import.meta.url))] };
  }
}

function inTime(forms: FormOf<'testimony'>[]): FormOf<'testimony'>[] {
  const key = ({ date, reference }: FormOf<'testimony'>) =>
    `${date.earliest ?? date.latest ?? '~'} ${reference}`;
  return forms.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

async function inclusionAt(tx: Tx, position: number, size: number): Promise<string[]> {
  const ranges = inclusionPath(position, size);
  const wanted = ranges.flatMap(coordinatesOf);
  const rows = await tx.custodyNode.findMany({
    where: { OR: wanted.map(({ level, index }) => ({ level, index })) },
  });
  const nodes = new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hash]));
  return ranges.map((range) =>
    Buffer.from(headOf(range, ({ level, index }) => nodes.get(`${level}/${index}`)!)).toString('hex'),
  );
}
