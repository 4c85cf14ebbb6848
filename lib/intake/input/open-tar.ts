import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { LIMITS, LimitPassed } from '../limits';
import { asDamage, guardSize } from './guard';
import type { Input, Member } from './input';

/**
 * Opens a tar from a stream that can be started again. A tar has no directory, so it is read through once
 * to list its members and once more for each member that a parser asks for. Only plain files count: links
 * and devices are left out. Throws `LimitPassed` for too many members, unsafe names, and damage.
 */
export async function openTar(
  name: string,
  stream: () => AsyncIterable<Uint8Array>,
  digest: () => Promise<string>,
): Promise<Input> {
  const members: Member[] = [];
  for await (const entry of entriesOf(stream(), name)) {
    const inside = entry.header.name.replace(/^(\.\/)+/, '');
    if (entry.header.type === 'file') {
      if (/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(inside)) {
        throw new LimitPassed(
          'unsafe-member',
          `“${name}” has a member whose name leads out of it (${inside}).`,
        );
      }
      members.push({ name: inside, size: entry.header.size ?? 0 });
      if (members.length > LIMITS.members) {
        throw new LimitPassed('too-many-members', `“${name}” holds more than ${LIMITS.members} members.`);
      }
    }
    entry.resume();
  }
  members.sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    name,
    members,
    open: (member) => guardSize(openMember(stream(), member, name), member),
    digest,
    close: async () => {},
  };
}

async function* openMember(
  stream: AsyncIterable<Uint8Array>,
  member: string,
  name: string,
): AsyncGenerator<Uint8Array> {
  for await (const entry of entriesOf(stream, name)) {
    if (entry.header.type === 'file' && entry.header.name.replace(/^(\.\/)+/, '') === member) {
      yield* entry as AsyncIterable<Uint8Array>;
      return;
    }
    entry.resume();
  }
}

async function* entriesOf(stream: AsyncIterable<Uint8Array>, name: string) {
  const unpacked = extract();
  const source = Readable.from(stream);
  source.on('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  try {
    yield* unpacked;
  } catch (error) {
    throw asDamage(error, name);
  } finally {
    source.destroy();
  }
}
