import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import { type Actor, publicRole } from '@/lib/access/actor';
import { authorize, type Grant } from '@/lib/access/authorize';
import { isAuthorityKind } from '@/lib/archive/record';
import { makeReference } from '@/lib/archive/reference';
import type { OriginalMake } from '@/lib/archive/vocabulary';
import { isZone } from '@/lib/archive/zone-time';
import type { Context } from '@/lib/context';
import { recordBatch } from '@/lib/custody/record-batch';
import { recordEvent } from '@/lib/custody/record-event';
import { inTransaction } from '@/lib/db/transaction';
import { ok, type Result, refuse } from '@/lib/result';
import { BatchRows } from './batch-rows';
import { planReading, type ReadingPlan } from './detect';
import { FormatRefused, type ReadingOptions } from './format';
import type { Input } from './input/input';
import { openInput } from './input/open-input';
import { LimitPassed } from './limits';
import { type Prepared, prepareItem } from './prepare-item';
import type { Reading } from './reading';
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
import type { SuggestionSources } from './suggest/suggest-for';
import { timeOrderedIds } from './time-ordered-id';

/** What somebody asks to be imported. */
export interface ImportRequest {
  /** Files, folders or archives on this machine; together they are one accession. */
  paths: readonly string[];
  /** A format's name; null tells it by content. */
  format?: string | null;
  /** IANA zone of the files' local times. */
  zone?: string | null;
  /** For CSV: what the file's own column names mean. */
  map?: Readonly<Record<string, string>> | null;
  /** Does everything and keeps nothing. */
  dryRun?: boolean;
  /** The accession's public name; absent, one is made. */
  slug?: string;
  /** What the records' bytes are, where that is not what their format makes of them. */
  originalMake?: OriginalMake;
  /** Told after each batch how many records are dealt with. */
  onProgress?: (records: number) => void;
}

/** What came of it. */
export interface ImportOutcome {
  /** Null on a dry run, and when nothing in the input was new. */
  accession: { id: string; slug: string } | null;
  formats: string[];
  fileName: string;
  /** SHA-256 of what was given, in hex. */
  fileDigest: string;
  dryRun: boolean;
  /** An import that was cut off earlier went on from where it stood. */
  resumed: boolean;
  report: ImportReport;
}

/** Records in one transaction: enough that their number costs little, few enough to hold in memory. */
const BATCH_RECORDS = 1_000;
const BATCH_BYTES = 4 * 1024 * 1024;

/**
 * Brings files into the queue as one accession: the one way in for the command, the desk and the founding
 * corpus. Nothing is published. Streams; commits batch by batch, so that an import that was killed goes on
 * where it stopped when it is asked for again, and ends with the same digest. Refuses what it cannot
 * recognise, inputs past a limit, and an input that is being imported at this moment.
 */
export async function stageAccession(
  actor: Actor,
  request: ImportRequest,
  context: Context,
): Promise<Result<ImportOutcome>> {
  const grant = authorize(actor, 'accession.import');
  if (!grant.ok) return grant;
  const zone = request.zone ?? null;
  if (zone !== null && !isZone(zone)) {
    return refuse('unknown-zone', `“${zone}” is no zone of the IANA database: write it like Asia/Damascus.`);
  }
  const opened = await openInput(request.paths);
  if (!opened.ok) return opened;
  const input = opened.value;
  const options: ReadingOptions = { zone, map: request.map ?? null };
  try {
    const plan = await planReading(input, request.format ?? null, options);
    if (!plan.ok) return plan;
    return await new Import(actor, grant.value, request, context, input, plan.value, options).run();
  } catch (error) {
    if (error instanceof LimitPassed || error instanceof FormatRefused)
      return refuse(error.reason, error.message);
    throw error;
  } finally {
    await input.close();
  }
}

class Import {
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
    const formats = this.plan.parts.map((part) => part.format.name);
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
      const bundle = this.plan.parts.some((part) => part.format.bundle);
      // Of a whole export not even the names of the other members are kept: they name people.
      const report = emptyReport(how, bundle ? [] : this.plan.notRead, this.plan.notRead.length);
      const left = this.request.dryRun ? null : await findOpenAccession(client, fileDigest, how);
      this.resumed = left !== null;
      this.accession = left ?? { id: this.newId(), slug: this.newSlug(), resumeAt: 0, report };
      const begun = await this.stageAll(client, this.accession, { formats, fileDigest, begun: this.resumed });
      if (begun && !this.request.dryRun) await this.finish(this.accession);
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
    const write = async (batch: Prepared[], upTo: number): Promise<void> => {
      if (!this.request.dryRun) await client.query('BEGIN');
      const before = countKept(accession.report);
      const report = structuredClone(accession.report);
      if (!begun) await this.insertIfNew(client, accession, facts);
      await settleBatch(client, this.grant, batch, rows, report);
      await this.commitTo(client, accession, rows.takeOriginals());
      const next = { ...accession, resumeAt: upTo, report };
      const kept = countKept(report) > before;
      if (begun || kept) await saveProgress(client, this.grant, next);
      if (!this.request.dryRun) await client.query(begun || kept ? 'COMMIT' : 'ROLLBACK');
      begun = begun || kept;
      Object.assign(accession, next);
      this.request.onProgress?.(upTo);
    };

    if (this.request.dryRun) await client.query('BEGIN');
    let writing: Promise<void> = Promise.resolve();
    try {
      const sources = await loadSuggestionSources(this.context, this.language.guess);
      for await (const batch of this.batches(accession.resumeAt, sources)) {
        await writing;
        writing = write(batch.prepared, batch.upTo);
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

  private async *batches(
    skip: number,
    sources: SuggestionSources,
  ): AsyncGenerator<{ prepared: Prepared[]; upTo: number }> {
    let prepared: Prepared[] = [];
    let bytes = 0;
    let ordinal = 0;
    for await (const reading of this.readings()) {
      ordinal += 1;
      if (ordinal <= skip) continue;
      if (reading.is === 'record' && saysNoLanguage(reading.record)) await this.language.load();
      prepared.push(prepareItem(reading, ordinal, this.options.zone, sources));
      bytes += reading.length;
      // Preparing is all computation: let the answers of the database in between, or both wait by turns.
      if (ordinal % 64 === 0) await setImmediate();
      if (prepared.length >= BATCH_RECORDS || bytes >= BATCH_BYTES) {
        yield { prepared, upTo: ordinal };
        prepared = [];
        bytes = 0;
      }
    }
    if (prepared.length > 0) yield { prepared, upTo: ordinal };
  }

  private async *readings(): AsyncGenerator<Reading> {
    const { originalMake: make } = this.request;
    for (const { format, members } of this.plan.parts) {
      for await (const reading of format.read(this.input, members, this.options)) {
        yield make !== undefined && reading.is === 'record' ? { ...reading, make } : reading;
      }
    }
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
  private async finish(accession: OpenAccession): Promise<void> {
    const { report } = accession;
    await inTransaction(this.context.db, async (tx) => {
      await finishAccession(tx, this.grant, accession.id, this.context.clock());
      await recordEvent(
        tx,
        this.actor,
        {
          type: 'received',
          subject: { kind: 'accession', key: accession.slug },
          body: { staged: report.staged, captures: report.captures, quarantined: report.quarantined },
          // It tells of what nobody has decided about yet.
          public: false,
          commit: { root: report.digest },
        },
        this.context.random,
      );
    });
  }

  private newSlug(): string {
    return this.request.slug ?? `a-${makeReference(this.context.random(10))}`;
  }
}

function countKept(report: ImportReport): number {
  return report.staged + report.captures + report.quarantined;
}

function saysNoLanguage({ lang, kind }: Record<string, unknown>): boolean {
  return !isAuthorityKind(kind) && (lang === undefined || lang === null || lang === '' || lang === 'und');
}
