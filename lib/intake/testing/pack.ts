import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { ZipFile } from 'yazl';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A zip of these files. */
export async function zipOf(files: Files): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** A tar.gz of these files. */
export async function tarOf(files: Files): Promise<Buffer> {
  const tar = pack();
  const pieces: Buffer[] = [];
  tar.on('data', (piece: Buffer) => pieces.push(piece));
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, Buffer.from(content));
  tar.finalize();
  await once(tar, 'end');
  return gzipSync(Buffer.concat(pieces));
}
