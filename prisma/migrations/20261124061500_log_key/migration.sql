-- AlterTable
ALTER TABLE "public_form" ADD COLUMN     "log_key" TEXT NOT NULL DEFAULT (gen_random_uuid())::text;

-- By hand: the salt of a public form is found by the name that the ledger knows it under.
CREATE OR REPLACE VIEW log_opening WITH (security_barrier) AS
  SELECT entry.position, form.kind, form.key, form.version, salt.salt
  FROM public_form form
    JOIN custody_event event ON event.subject_kind = form.kind AND event.subject_key = form.log_key
      AND event.public AND event.body -> 'version' = to_jsonb(form.version)
    JOIN custody_entry entry ON entry.event_id = event.id
    JOIN commitment_salt salt ON salt.event_id = event.id AND salt.field = 'form'
  WHERE NOT form.sealed AND salt.salt IS NOT NULL;
