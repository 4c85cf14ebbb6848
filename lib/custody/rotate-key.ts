import { sign } from 'node:crypto';
import { renameSync } from 'node:fs';
import type { Context } from '@/lib/context';
import { adoptKey } from './make-checkpoint';
import { sequenceAll } from './sequence';
import { loadSigningKey, type SigningKey } from './signing-key';

/**
 * Puts a new signing key in the place of the one in `file`. The old one is set aside beside it and
 * vouches for the new one in the log, so that readers who know its fingerprint can follow. Gives the
 * new key. Where the old key is lost or stolen, replace the file instead: the log then says that a new
 * key came without the old one's word.
 */
export async function rotateKey(context: Pick<Context, 'db' | 'random'>, file: string): Promise<SigningKey> {
  await sequenceAll(context);
  const old = loadSigningKey(file);
  renameSync(file, `${file}.retired-${old.fingerprint.slice(0, 8)}`);
  const key = loadSigningKey(file);
  await adoptKey(context, key, (text) => sign(null, Buffer.from(text), old.privateKey).toString('base64'));
  return key;
}
