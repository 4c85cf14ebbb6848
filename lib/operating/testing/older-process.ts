import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { makeReference } from '@/lib/archive/reference';

/**
 * A process of the release before this one, as far as the database can tell: the client that Prisma made of
 * its schema works as `sawt_app` again and again, from an import to a published form, and reads every table
 * with every column that it knows. Says `works` after its first turn, and when its input ends, how many turns
 * it made and what failed.
 */
const { TEST_APP_URL: url, TEST_CLIENT: made } = process.env;
if (!url || !made) throw new Error('TEST_APP_URL and TEST_CLIENT say where to work, and with what.');

type Rows = Record<string, (given?: object) => Promise<{ id: string }>>;
interface OlderClient {
  $transaction<Value>(work: (tx: Record<string, Rows>) => Promise<Value>): Promise<Value>;
  $disconnect(): Promise<void>;
}
const { PrismaClient, Prisma } = (await import(made)) as {
  PrismaClient: new (given: object) => OlderClient & Record<string, Rows>;
  Prisma: { ModelName: Record<string, string> };
};
const pool = new pg.Pool({ connectionString: url, max: 3 });
const client = new PrismaClient({ adapter: new PrismaPg(pool) });
const models = Object.keys(Prisma.ModelName).map((name) => name[0]!.toLowerCase() + name.slice(1));

async function takeTurn(nth: number): Promise<void> {
  const reference = makeReference(randomBytes(10));
  const mark = `${nth}-${reference}`;
  await client.$transaction(async (tx) => {
    const user = await tx.user!.create!({
      data: { name: `u${mark}`, role: 'curator', passwordHash: 'none' },
    });
    await tx.session!.create!({ data: { userId: user.id, expiresAt: new Date(Date.now() + 60_000) } });
    const accession = await tx.accession!.create!({
      data: { slug: `a-${mark}`, format: 'sawt', fileName: 'f', fileDigest: mark, importedBy: 'anna' },
    });
    const original = await tx.archivedOriginal!.create!({
      data: {
        accessionId: accession.id,
        make: 'sawt/1',
        mediaType: 'application/json',
        bytes: Buffer.from('{}'),
        digest: mark,
        position: 0n,
      },
    });
    const item = await tx.stagedItem!.create!({
      data: {
        accessionId: accession.id,
        originalId: original.id,
        position: 0n,
        recordKind: 'testimony',
        proposal: { text: 'words' },
        speakerName: 'A witness',
      },
    });
    const speaker = await tx.speaker!.create!({
      data: { slug: `s-${mark}`, type: 'person', name: { en: 'A witness' } },
    });
    const testimony = await tx.testimony!.create!({
      data: {
        reference,
        kind: 'post',
        stance: 'witness',
        wording: 'verbatim',
        text: 'words',
        lang: 'en',
        speakerId: speaker.id,
        date: { edtf: '2016-12-13' },
        rights: 'quotation',
        basis: 'public-figure',
        risk: 'ordinary',
        reviewedBy: 'one',
        state: 'published',
        tags: { create: { label: 'Water', slug: 'water' } },
      },
    });
    await tx.stagedItem!.update!({
      where: { id: item.id },
      data: { state: 'accepted', version: { increment: 1 }, testimonyId: testimony.id },
    });
    await tx.reviewDecision!.create!({
      data: { itemId: item.id, decision: 'accept', itemVersion: 2, decidedBy: 'anna' },
    });
    await tx.publicForm!.create!({
      data: { kind: 'testimony', key: reference, version: 1, form: {}, digest: mark },
    });
  });
  for (const model of models) await client[model]!.findFirst!();
}

const failures: string[] = [];
let turns = 0;
let stopped = false;
process.stdin.resume().once('end', () => {
  stopped = true;
});
while (!stopped) {
  await takeTurn(turns).then(
    () => {
      turns += 1;
    },
    (error) => failures.push(String(error).slice(-600)),
  );
  // One that never works says why; after that everything counts.
  if (turns === 0) throw new Error(failures[0]);
  if (turns === 1) process.stdout.write('works\n');
  // People pause, and a migration needs a moment in which nobody holds what it needs.
  await setTimeout(20);
}
await client.$disconnect();
await pool.end();
process.stdout.write(`${JSON.stringify({ turns, failures, models: models.length })}\n`);
