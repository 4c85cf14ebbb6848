import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { LIMITS, LimitPassed } from '../limits';
import { asDamage, guardRatio, guardSize, tooLarge } from './guard';
import type { Input, Member } from './input';

/**
 * Opens a zip by its central directory. Nothing is unpacked before a parser asks for a member, and never
 * to disk. Throws `LimitPassed` for too many members, names that lead out of the archive, and damage.
 */
export async function openZip(file: string, name: string, digest: () => Promise<string>): Promise<Input> {
  let zip: ZipFile;
  const entries = new Map<string, Entry>();
  try {
    zip = await openPromise(file, { autoClose: false, lazyEntries: true, strictFileNames: false });
    if (zip.entryCount > LIMITS.members) {
      zip.close();
      throw new LimitPassed('too-many-members', `“${name}” holds more than ${LIMITS.members} members.`);
    }
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
    }
  } catch (error) {
    if (
      error instanceof Error &&
      /invalid (relative path|characters in fileName)|absolute path/.test(error.message)
    ) {
      throw new LimitPassed(
        'unsafe-member',
        `“${name}” has a member whose name leads out of it (${error.message}).`,
      );
    }
    throw asDamage(error, name);
  }
  const members: Member[] = [...entries.values()]
    .map((entry) => ({ name: entry.fileName, size: entry.uncompressedSize }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    name,
    members,
    open: (member) => openEntry(zip, entries.get(member)!, member),
    digest,
    close: async () => zip.close(),
  };
}

async function* openEntry(zip: ZipFile, entry: Entry, name: string): AsyncGenerator<Uint8Array> {
  if (entry.uncompressedSize > LIMITS.memberBytes) throw tooLarge(name);
  if (entry.isEncrypted()) {
    throw new LimitPassed('damaged', `“${name}” is encrypted. Unpack the archive with its password first.`);
  }
  let stream: Readable;
  try {
    stream = await zip.openReadStreamPromise(entry, {});
  } catch (error) {
    throw asDamage(error, name);
  }
  yield* guardSize(guardRatio(stream, entry.compressedSize, name), name);
}
