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
import { oneAhead } from './one-ahead';
import { prepareBatches } from './prepare-batches';
import { emptyReport, type ImportReport } from './report';
import { type SettledBatch, settleBatches } from './settle-batches';
import {
  addSuggestions,
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

  /**
   * Stages batch after batch: while one is written the next is settled and the one after it prepared, so that
   * neither the database nor this process waits for the other. Gives whether anything was kept.
   */
  private async stageAll(
    client: pg.PoolClient,
    accession: OpenAccession,
    facts: { formats: string[]; fileDigest: string; begun: boolean },
  ): Promise<boolean> {
    const dryRun = this.request.dryRun ?? false;
    const { input, plan, options } = this;
    let begun = facts.begun;
    if (dryRun) await client.query('BEGIN');
    try {
      const sources = await loadSuggestionSources(this.context, this.language.guess);
      const from = { input, plan, options, make: this.request.originalMake };
      const prepared = prepareBatches(from, accession.resumeAt, sources, this.language);
      const settled = settleBatches(
        oneAhead(prepared),
        // A dry run's rows can be seen by its own connection alone.
        dryRun ? client : this.context.pool,
        [new BatchRows(accession.id, this.newId), new BatchRows(accession.id, this.newId)],
        accession.report,
      );
      for await (const batch of dryRun ? settled : oneAhead(settled)) {
        begun = await this.write(client, accession, batch, { ...facts, begun });
      }
      if (dryRun) await client.query('ROLLBACK');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    }
    return begun;
  }

  /** Writes one batch in a transaction of its own, and gives whether anything has been kept so far. */
  private async write(
    client: pg.PoolClient,
    accession: OpenAccession,
    { rows, later, report, upTo, share, written }: SettledBatch,
    facts: { formats: string[]; fileDigest: string; begun: boolean },
  ): Promise<boolean> {
    const dryRun = this.request.dryRun ?? false;
    const keeps = facts.begun || countKept(report) > 0;
    const next = { ...accession, resumeAt: upTo, report };
    if (keeps) {
      const opens = !dryRun && !facts.begun;
      if (opens) await client.query('BEGIN');
      if (!facts.begun) await this.insertAccession(client, accession, facts);
      // What the ledger commits to is computed while the server is busy with the rows.
      await Promise.all([
        rows.send(client, this.grant, dryRun || opens),
        this.commitTo(client, accession, rows.takeOriginals()),
      ]);
      await addSuggestions(client, this.grant, later);
      await saveProgress(client, this.grant, next);
      if (!dryRun) await client.query('COMMIT');
    }
    written();
    Object.assign(accession, next);
    this.request.onProgress?.(upTo, share);
    return keeps;
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

  private async insertAccession(
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
