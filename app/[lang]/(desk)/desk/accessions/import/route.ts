import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { stageAccession } from '@/lib/intake/stage-accession';
import { dropDraft, keepDraft } from '@/lib/people/drafts';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';
import { TRIED } from '../tried';

/** A file sent by form is held in memory once; larger ones are imported from the shell. */
const UPLOAD_BYTES = 64 * 2 ** 20;

export const POST = deskDoor({
  form: z.object({
    zone: z
      .string()
      .max(100)
      .transform((zone) => zone.trim() || null)
      .nullable()
      .catch(null),
    dryRun: z.literal('yes').optional(),
  }),
  page: () => '/desk/accessions',
  bytes: UPLOAD_BYTES,
  run: async ({ zone, dryRun }, { actor, context, files, progress }: DoorVisit<Record<never, string>>) => {
    const file = files[0];
    if (!file || file.size === 0) {
      return { ok: false, reason: 'file-missing', message: 'Choose a file first.' };
    }
    const folder = await mkdtemp(path.join(tmpdir(), 'sawt-upload-'));
    try {
      const at = path.join(folder, safeName(file.name));
      await writeFile(at, Buffer.from(await file.arrayBuffer()));
      const imported = await stageAccession(
        actor,
        {
          paths: [at],
          zone,
          dryRun: dryRun === 'yes',
          onProgress: (records, share) => progress({ records, share }),
        },
        context,
      );
      if (!imported.ok) return imported;
      const { accession, report, fileName } = imported.value;
      if (dryRun) {
        const tried = { fileName: path.basename(fileName), report: JSON.stringify(report) };
        await keepDraft(actor.id, TRIED, tried, context);
        return { ok: true, value: { done: 'tried', value: report } };
      }
      await dropDraft(actor.id, TRIED, context);
      if (accession === null) return { ok: true, value: { done: 'nothing-new', value: report } };
      return {
        ok: true,
        value: { done: 'imported', to: `/desk/accessions/${accession.slug}`, value: report },
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});

/** The file's own name without what would lead out of the folder: the accession is called by it. */
function safeName(name: string): string {
  const base = name.replaceAll('\\', '/').split('/').at(-1) ?? '';
  return (
    base
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .replace(/^\.+/, '')
      .slice(-120) || 'upload'
  );
}
