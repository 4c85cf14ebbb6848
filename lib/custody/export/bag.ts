import { createHash } from 'node:crypto';

/** One file of an export: its path, with forward slashes, and its bytes in pieces (text is UTF-8). */
export interface BagFile {
  path: string;
  content: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

/** Where the bytes of an export go: a folder, or one sealed file. */
export interface Sink {
  open(path: string): Promise<void>;
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

const ALGORITHMS = ['sha256', 'sha512'] as const;
type Digests = Record<(typeof ALGORITHMS)[number], string>;

/**
 * Writes a bag (BagIt 1.0, RFC 8493) into `sink`: `files` with paths under `data/` are its payload,
 * the others tag files. Both manifests and both tag manifests are written; nothing in it depends on
 * the hour or the machine, so that one archive gives one bag. `info` becomes bag-info.txt.
 */
export async function writeBag(
  files: AsyncIterable<BagFile>,
  info: Record<string, string>,
  sink: Sink,
): Promise<void> {
  const payload = new Map<string, Digests>();
  const tags = new Map<string, Digests>();
  let octets = 0;
  for await (const file of files) {
    const { digests, size } = await writeFile(file, sink);
    if (file.path.startsWith('data/')) {
      payload.set(file.path, digests);
      octets += size;
    } else {
      tags.set(file.path, digests);
    }
  }
  const tagFile = async (path: string, text: string) =>
    tags.set(path, (await writeFile({ path, content: [text] }, sink)).digests);
  await tagFile('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
  const lines = Object.entries({ ...info, 'Payload-Oxum': `${octets}.${payload.size}` });
  await tagFile('bag-info.txt', lines.map(([name, value]) => `${name}: ${value}\n`).join(''));
  for (const algorithm of ALGORITHMS) {
    await tagFile(`manifest-${algorithm}.txt`, manifest(payload, algorithm));
  }
  for (const algorithm of ALGORITHMS) {
    const path = `tagmanifest-${algorithm}.txt`;
    await writeFile({ path, content: [manifest(tags, algorithm)] }, sink);
  }
}

function manifest(files: Map<string, Digests>, algorithm: keyof Digests): string {
  const paths = [...files.keys()].sort();
  return paths.map((path) => `${files.get(path)![algorithm]}  ${encodePath(path)}\n`).join('');
}

/** RFC 8493, 2.1.3: line breaks and the percent sign itself, and nothing else. */
function encodePath(path: string): string {
  return path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D');
}

async function writeFile(
  { path, content }: BagFile,
  sink: Sink,
): Promise<{ digests: Digests; size: number }> {
  const hashes = ALGORITHMS.map((algorithm) => createHash(algorithm));
  let size = 0;
  await sink.open(path);
  for await (const piece of content) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    for (const hash of hashes) hash.update(bytes);
    size += bytes.length;
    await sink.write(bytes);
  }
  await sink.close();
  const [sha256, sha512] = hashes.map((hash) => hash.digest('hex')) as [string, string];
  return { digests: { sha256, sha512 }, size };
}
