-- The ledger's own defence, and what readers may see of it. By hand: Prisma knows none of this.

-- A queue in front of the ledger -------------------------------------------------------------------
-- Filled here and nowhere else, so that no path of the code can record an event and forget its number.
CREATE FUNCTION queue_custody_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.custody_pending (event_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER custody_event_queued AFTER INSERT ON custody_event
  FOR EACH ROW EXECUTE FUNCTION queue_custody_event();
REVOKE INSERT, UPDATE ON custody_pending FROM sawt_app;

-- Insert and read, nothing else --------------------------------------------------------------------
-- The grants refuse the app already; the triggers refuse whoever was given more by mistake.
CREATE TRIGGER custody_event_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON custody_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER custody_actor_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON custody_actor
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER custody_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON custody_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER custody_node_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON custody_node
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoint_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER commitment_salt_stays BEFORE DELETE OR TRUNCATE ON commitment_salt
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER archived_original_not_emptied BEFORE TRUNCATE ON archived_original
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_decision_not_emptied BEFORE TRUNCATE ON review_decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A salt may be destroyed, never exchanged: under another salt a commitment opens for other words.
CREATE FUNCTION only_destroy_salts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.salt IS NOT NULL OR (NEW.event_id, NEW.field, NEW.subject_key, NEW.commitment)
      IS DISTINCT FROM (OLD.event_id, OLD.field, OLD.subject_key, OLD.commitment) THEN
    RAISE EXCEPTION 'a salt is destroyed or stays as it is' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER commitment_salt_only_destroyed BEFORE UPDATE ON commitment_salt
  FOR EACH ROW EXECUTE FUNCTION only_destroy_salts();

-- The one door through which erasure reaches what the app may not touch. It opens only in the company
-- of the event that tells of it, and gives how many salts were destroyed. `originals` go byte for byte.
CREATE FUNCTION erase_committed(reference text, keys text[], originals uuid[]) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  destroyed integer;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.custody_event
      WHERE type = 'erased' AND subject_kind = 'testimony' AND subject_key = reference) THEN
    RAISE EXCEPTION 'nothing is erased without the ledger telling of it' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE public.commitment_salt SET salt = NULL
    WHERE salt IS NOT NULL AND subject_key = ANY (keys || reference || originals::text[]);
  GET DIAGNOSTICS destroyed = ROW_COUNT;
  DELETE FROM public.archived_original WHERE id = ANY (originals);
  RETURN destroyed;
END $$;
REVOKE ALL ON FUNCTION erase_committed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_committed TO sawt_app;

-- What the public log shows ------------------------------------------------------------------------
-- Nothing beyond the newest checkpoint: whoever asked every minute could else watch curators at work.
-- Views of the owner's: they see past the row rule, so each says itself what is open.
CREATE VIEW log_checkpoint WITH (security_barrier) AS
  SELECT size, root_hash, note FROM checkpoint;

CREATE VIEW log_entry WITH (security_barrier) AS
  SELECT entry.position, entry.leaf_hash,
    CASE WHEN event.public THEN entry.canonical END AS canonical,
    CASE WHEN event.public THEN event.subject_kind END AS subject_kind,
    CASE WHEN event.public THEN event.subject_key END AS subject_key
  FROM custody_entry entry JOIN custody_event event ON event.id = entry.event_id
  WHERE entry.position < (SELECT max(size) FROM checkpoint);

CREATE VIEW log_node WITH (security_barrier) AS
  SELECT level, index, hash FROM custody_node
  WHERE (index + 1) * (2::numeric ^ level) <= (SELECT max(size) FROM checkpoint);

-- The salt of a public form is public as long as the form is: it lets a reader open the commitment.
CREATE VIEW log_opening WITH (security_barrier) AS
  SELECT entry.position, form.kind, form.key, form.version, salt.salt
  FROM public_form form
    JOIN custody_event event ON event.subject_kind = form.kind AND event.subject_key = form.key
      AND event.public AND event.body -> 'version' = to_jsonb(form.version)
    JOIN custody_entry entry ON entry.event_id = event.id
    JOIN commitment_salt salt ON salt.event_id = event.id AND salt.field = 'form'
  WHERE NOT form.sealed AND salt.salt IS NOT NULL;

GRANT SELECT ON log_checkpoint, log_entry, log_node, log_opening TO sawt_app, sawt_reading;
