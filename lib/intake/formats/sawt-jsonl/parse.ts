import { RECORD_FORMAT } from '@/lib/archive/record';
import { parseExactJson } from '../../exact-json';
import { type Format, FormatRefused } from '../../format';
import { peek } from '../../input/input';
import { readJsonLines } from '../../read-json-lines';

/** This archive's own JSONL, `sawt/1`: one record a line, authorities before or between what names them. */
export const sawtJsonl: Format = {
  name: 'sawt',
  title: 'this archive’s own JSONL (sawt/1)',
  bundle: false,
  async recognise(input) {
    const members: string[] = [];
    const names = new Set(
      input.members.map((member) => member.name.replace(/^.*?(?=bagit\.txt$|data\/)/, '')),
    );
    if (names.has('bagit.txt') && names.has('data/records/forms.jsonl')) {
      throw new FormatRefused(
        'bag-of-forms',
        'This bag holds records as readers saw them, to be kept and checked (verify-bundle.mjs in it). To bring records into another archive, have them exported with --format jsonl and import that.',
      );
    }
    for (const { name } of input.members) {
      if (isOurs(await peek(input, name))) members.push(name);
    }
    return members;
  },
  async *read(input, members) {
    for (const member of members) {
      yield* readJsonLines(input.open(member), member, (value, line) => ({
        is: 'record',
        ...line,
        record: value,
        // Somebody wrote this record; the platform's own, if it was ever kept, is elsewhere.
        make: 'submitted-row',
        mediaType: 'application/json',
      }));
    }
  },
};

/** The first line that is a whole object says so itself, or has our two required fields. */
function isOurs(start: string): boolean {
  for (const line of start.replace(/^\uFEFF/, '').split('\n')) {
    if (line.trim() === '') continue;
    const reading = parseExactJson(line);
    if (!reading.ok || typeof reading.value !== 'object' || reading.value === null) continue;
    const value = reading.value as Record<string, unknown>;
    return value.format === RECORD_FORMAT || ('text' in value && 'speaker' in value && !('format' in value));
  }
  return false;
}
