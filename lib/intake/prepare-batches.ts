import { setImmediate } from 'node:timers/promises';
import { isAuthorityKind } from '@/lib/archive/record';
import type { OriginalMake } from '@/lib/archive/vocabulary';
import type { ReadingPlan } from './detect';
import type { ReadingOptions } from './format';
import type { Input } from './input/input';
import { type Prepared, prepareItem } from './prepare-item';
import type { Reading } from './reading';
import type { languageGuesser } from './suggest/language';
import type { SuggestionSources } from './suggest/suggest-for';

/** What one transaction writes. */
export interface Batch {
  prepared: Prepared[];
  /** The last one's place among the input's records, counted from 1. */
  upTo: number;
  /** How much of the input lies behind it, 0 to 1; null where its unpacked size is not known. */
  share: number | null;
}

/** Records in one transaction: enough that their number costs little, few enough to hold in memory. */
const BATCH_RECORDS = 1_000;
const BATCH_BYTES = 4 * 1024 * 1024;

/** Reads the input's records and makes items of them, batch by batch; passes over the first `skip`. */
export async function* prepareBatches(
  from: {
    input: Input;
    plan: ReadingPlan;
    options: ReadingOptions;
    /** Takes the place of what the format says that the records' bytes are. */
    make: OriginalMake | undefined;
  },
  skip: number,
  sources: SuggestionSources,
  language: ReturnType<typeof languageGuesser>,
): AsyncGenerator<Batch> {
  let prepared: Prepared[] = [];
  let bytes = 0;
  let ordinal = 0;
  let behind = 0;
  const size = new Map(from.input.members.map((member) => [member.name, member.size]));
  const sizeOf = (member: string) => size.get(member) ?? 0;
  const all = from.plan.parts.flatMap((part) => part.members).reduce((sum, name) => sum + sizeOf(name), 0);
  const share = ({ member, position, length }: Reading) => {
    // A gzipped file says only how large it is packed.
    const known = position + length <= sizeOf(member) && all > 0;
    return known ? (behind + position + length) / all : null;
  };
  for (const { format, members } of from.plan.parts) {
    let member = members[0] ?? '';
    for await (const reading of format.read(from.input, members, from.options)) {
      if (reading.member !== member) behind += sizeOf(member);
      member = reading.member;
      ordinal += 1;
      if (ordinal <= skip) continue;
      if (reading.is === 'record') {
        if (from.make !== undefined) reading.make = from.make;
        if (saysNoLanguage(reading)) await language.load();
      }
      prepared.push(prepareItem(reading, ordinal, from.options.zone, sources));
      bytes += reading.length;
      // Preparing is all computation: let the answers of the database in between, or both wait by turns.
      if (ordinal % 64 === 0) await setImmediate();
      if (prepared.length >= BATCH_RECORDS || bytes >= BATCH_BYTES) {
        yield { prepared, upTo: ordinal, share: share(reading) };
        prepared = [];
        bytes = 0;
      }
    }
  }
  if (prepared.length > 0) yield { prepared, upTo: ordinal, share: 1 };
}

function saysNoLanguage({ record: { lang, kind } }: Extract<Reading, { is: 'record' }>): boolean {
  return !isAuthorityKind(kind) && (lang === undefined || lang === null || lang === '' || lang === 'und');
}
