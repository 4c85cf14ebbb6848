import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { PublicForm } from '@/lib/archive/public-form';
import { canonicalJson, type Json } from '@/lib/custody/canonical-json';

/** Puts public forms on the shelf as publishing leaves them, by plain SQL, many at once. */
export async function shelve(app: pg.Pool | pg.ClientBase, forms: readonly PublicForm[]): Promise<void> {
  const rows = forms.map((form) => ({
    kind: form.form,
    key: form.form === 'testimony' ? form.reference : form.form === 'relation' ? form.from : form.slug,
    form,
    digest: createHash('sha256')
      .update(canonicalJson(form as unknown as Json))
      .digest('hex'),
    earliest: 'date' in form ? form.date.earliest : null,
    latest: 'date' in form ? form.date.latest : null,
  }));
  const given = JSON.stringify(rows);
  await app.query(
    `UPDATE public_form f SET current = false FROM jsonb_to_recordset($1) r (kind text, key text)
      WHERE (f.kind, f.key) = (r.kind, r.key) AND f.current`,
    [given],
  );
  await app.query(
    `INSERT INTO public_form (kind, key, version, form, digest, earliest, latest)
     SELECT kind, key, coalesce((SELECT max(version) FROM public_form o WHERE (o.kind, o.key) = (r.kind, r.key)), 0) + 1,
            form, digest, earliest, latest
       FROM jsonb_to_recordset($1) r (kind text, key text, form jsonb, digest text, earliest timestamptz, latest timestamptz)`,
    [given],
  );
}

/** Seals testimonies as a withdrawal does. */
export async function seal(
  app: pg.Pool | pg.ClientBase,
  references: readonly string[],
  sealed = true,
): Promise<void> {
  await app.query(`UPDATE public_form SET sealed = $2 WHERE kind = 'testimony' AND key = ANY($1)`, [
    references,
    sealed,
  ]);
  if (sealed) {
    await app.query(
      `INSERT INTO tombstone SELECT reference, 'at-request', 'withdrawn', current_date FROM unnest($1::text[]) reference
       ON CONFLICT DO NOTHING`,
      [references],
    );
  }
}
