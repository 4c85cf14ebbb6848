import path from 'node:path';
import { loadBackupKey } from '@/lib/custody/export/backup-key';
import type { Keeping } from '@/lib/custody/export/export-bag';
import { loadSigningKey } from '@/lib/custody/signing-key';
import { type Env, env } from '@/lib/env';
import { erasureList } from '@/lib/publication/erasure-list';

/** Where the files of custody lie: the signing key, the checkpoints, the backup key, the list of erasures. */
export function custodyFiles(settings: Env = env()) {
  const { DATA_DIR: data, SIGNING_KEY_FILE, BACKUP_KEY_FILE } = settings;
  return {
    signingKey: SIGNING_KEY_FILE ?? path.join(data, 'secrets', 'signing-key.pem'),
    backupKey: BACKUP_KEY_FILE ?? path.join(data, 'secrets', 'backup-key.pem'),
    erasures: erasureList(settings),
    checkpoints: path.join(data, 'checkpoints'),
  };
}

/** The signing key, made if there is none yet, with the folder of checkpoints. */
export function loadKeeping(): Keeping {
  const { signingKey, checkpoints } = custodyFiles();
  return { key: loadSigningKey(signingKey), checkpoints };
}

/** The key for sealed copies, made if there is none yet, with what its keeper has to be told. */
export function backupKey() {
  const { backupKey: file } = custodyFiles();
  const { isNew, ...key } = loadBackupKey(file);
  const advice = isNew
    ? `That key was made just now: keep a copy of ${file} elsewhere, or the copy cannot be opened when this disk is lost.`
    : '';
  return { ...key, file, advice };
}
