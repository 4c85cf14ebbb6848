import path from 'node:path';
import type pg from 'pg';
import { type Actor, publicRole } from '@/lib/access/actor';
import type { Grant } from '@/lib/access/authorize';
import { makeReference } from '@/lib/archive/reference';
import type { Context } from '@/lib/context';
import { recordBatch, recordEventOn } from '@/lib/custody/record-batch';
import { ok, type Result, refuse } from '@/lib/result';
import { BatchRows } from './batch-rows';
import type { ReadingPlan } from './detect';
import type { ReadingOptions } from './format';
import type { ImportOutcome, ImportRequest } from './import-request';
import type { Input } from './input/input';
import { type Batch, prepareBatches } from './prepare-batches';
import { emptyReport, type ImportReport } from './report';
import { settleBatch } from './settle-batch';
import {
  findOpenAccession,
  finishAccession,
  insertAccession,
  lockInput,
  type OpenAccession,
  saveProgress,
  unlockInput,
} from './store';
import { languageGuesser } from './suggest/language';
import { loadSuggestionSources } from './suggest/load-sources';
import { timeOrderedIds } from './time-ordered-id';

/** One import on its way, from the lock on its input to the event that tells of it. */
export class Import {
  private readonly newId: () => string;
  private readonly language = languageGuesser();
  private accession: OpenAccession | null = null;
  private resumed = false;

  constructor(
    private readonly actor: Actor,
    private readonly grant: Grant<'accession.import'>,
    private readonly request: ImportRequest,
    private readonly context: Context,
    private readonly input: Input,
    private readonly plan: ReadingPlan,
    private readonly options: ReadingOptions,
  ) {
    this.newId = timeOrderedIds(context.clock, context.random);
  }

  async run(): Promise<Result<ImportOutcome>> {
    const formats = [...new Set(this.plan.parts.map((part) => part.format.name))];
    const members = this.plan.parts.flatMap((part) => part.members);
    const fileDigest = await this.input.digest(members);
    const how = JSON.stringify([formats, members.length, this.options.zone, this.options.map]);
    const client = await this.context.pool.connect();
    let locked = false;
    try {
      locked = await lockInput(client, fileDigest);
      if (!locked) {
        return refuse(
          'being-imported',
          'This very input is being imported right now. Wait until that has ended.',
        );
      }
      const report = emptyReport(how, this.plan.notRead, this.plan.notReadCount);
      const left = this.request.dryRun ? null : await findOpenAccession(client, fileDigest, how);
      this.resumed = left !== null;
      this.accession = left ?? { id: this.newId(), slug: this.newSlug(), resumeAt: 0, report };
      const begun = await this.stageAll(client, this.accession, { formats, fileDigest, begun: this.resumed });
      if (begun && !this.request.dryRun) await this.finish(client, this.accession);
      const { id, slug, report: final } = this.accession;
      return ok({
        accession: begun && !this.request.dryRun ? { id, slug } : null,
        formats,
        fileName: this.input.name,
        fileDigest,
        dryRun: this.request.dryRun ?? false,
        resumed: this.resumed,
        report: final,
      });
    } finally {
      if (locked) await unlockInput(client, fileDigest).catch(() => {});
      client.release();
    }
  }

  /** Stages batch after batch, preparing the next while one is written. Gives whether anything was kept. */
  private async stageAll(
    client: pg.PoolClient,
    accession: OpenAccession,
    facts: { formats: string[]; fileDigest: string; begun: boolean },
  ): Promise<boolean> {
    let begun = facts.begun;
    const rows = new BatchRows(accession.id, this.newId);
    const write = async ({ prepared, upTo, share }: Batch): Promise<void> => {
      if (!this.request.dryRun) await client.query('BEGIN');
      const before = countKept(accession.report);
      const report = structuredClone(accession.report);
      if (!begun) await this.insertIfNew(client, accession, facts);
      await settleBatch(client, this.grant, prepared, rows, report);
      await this.commitTo(client, accession, rows.takeOriginals());
      const next = { ...accession, resumeAt: upTo, report };
      const kept = countKept(report) > before;
      if (begun || kept) await saveProgress(client, this.grant, next);
      if (!this.request.dryRun) await client.query(begun || kept ? 'COMMIT' : 'ROLLBACK');
      begun = begun || kept;
      Object.assign(accession, next);
      this.request.onProgress?.(upTo, share);
    };

    if (this.request.dryRun) await client.query('BEGIN');
    let writing: Promise<void> = Promise.resolve();
    try {
      const sources = await loadSuggestionSources(this.context, this.language.guess);
      const { input, plan, options } = this;
      const from = { input, plan, options, make: this.request.originalMake };
      for await (const batch of prepareBatches(from, accession.resumeAt, sources, this.language)) {
        await writing;
        writing = write(batch);
        // Awaited at the next batch; until then its failure must not count as unhandled.
        writing.catch(() => {});
      }
      await writing;
      if (this.request.dryRun) await client.query('ROLLBACK');
    } catch (error) {
      await writing.catch(() => {});
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    }
    return begun;
  }

  /** Tells the ledger of the batch's originals, by one root over commitments to each. */
  private async commitTo(
    client: pg.PoolClient,
    accession: OpenAccession,
    originals: readonly { id: string; bytes: Uint8Array }[],
  ): Promise<void> {
    if (originals.length === 0 || this.request.dryRun) return;
    const event = {
      id: this.newId(),
      type: 'staged',
      subject: { kind: 'accession', key: accession.slug },
      body: {},
      public: false,
    } as const;
    await recordBatch(client, this.actor, event, originals, this.context.random);
  }

  private async insertIfNew(
    client: pg.PoolClient,
    accession: OpenAccession,
    facts: { formats: string[]; fileDigest: string },
  ): Promise<void> {
    await insertAccession(client, this.grant, {
      id: accession.id,
      slug: accession.slug,
      format: facts.formats.join(', '),
      fileName: path.basename(this.input.name),
      fileDigest: facts.fileDigest,
      zone: this.options.zone,
      importedBy: this.actor.type === 'user' ? this.actor.name : publicRole(this.actor),
      now: this.context.clock(),
    });
  }

  /** The accession is whole: its state and the one custody event that tells of it, in one transaction. */
  private async finish(client: pg.PoolClient, { id, slug, report }: OpenAccession): Promise<void> {
    await client.query('BEGIN');
    try {
      await finishAccession(client, this.grant, id, this.context.clock());
      const event = {
        id: this.newId(),
        type: 'received',
        subject: { kind: 'accession', key: slug },
        body: { staged: report.staged, captures: report.captures, quarantined: report.quarantined },
        // It tells of what nobody has decided about yet.
        public: false,
        commit: { root: report.digest },
      } as const;
      await recordEventOn(client, this.actor, event, this.context.random);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    }
  }

  private newSlug(): string {
    return this.request.slug ?? `a-${makeReference(this.context.random(10))}`;
  }
}

function countKept(report: ImportReport): number {
  return report.staged + report.captures + report.quarantined;
}
