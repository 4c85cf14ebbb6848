-- Erasure, by hand: the one door to what the app may not delete.

-- Decisions are kept for ever, but for those about words that are erased: a curator's note quotes them.
-- Only the owner's function below has the right to delete here at all, and it says what it is doing.
CREATE FUNCTION refuse_unless_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('sawt.erasing', true) IS DISTINCT FROM 'yes' THEN
    RAISE EXCEPTION '% on % is refused: only erasure deletes there', TG_OP, TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER review_decision_never_updated ON review_decision;
CREATE TRIGGER review_decision_never_updated BEFORE UPDATE ON review_decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_decision_erased_alone BEFORE DELETE ON review_decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_erasing();
CREATE TRIGGER archived_original_erased_alone BEFORE DELETE ON archived_original
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_erasing();

DROP FUNCTION erase_committed;
-- Destroys the salts under `keys` and under the reference, the items with their decisions, and the
-- originals byte for byte. It opens only in the company of the event that tells of it, and gives how
-- many salts were destroyed.
CREATE FUNCTION erase_committed(reference text, keys text[], items uuid[], originals uuid[]) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  destroyed integer;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.custody_event
      WHERE type = 'erased' AND subject_kind = 'testimony' AND subject_key = reference) THEN
    RAISE EXCEPTION 'nothing is erased without the ledger telling of it' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('sawt.erasing', 'yes', true);
  UPDATE public.commitment_salt SET salt = NULL
    WHERE salt IS NOT NULL AND subject_key = ANY (keys || reference || items::text[] || originals::text[]);
  GET DIAGNOSTICS destroyed = ROW_COUNT;
  DELETE FROM public.review_decision WHERE item_id = ANY (items);
  DELETE FROM public.staged_item WHERE id = ANY (items);
  DELETE FROM public.archived_original WHERE id = ANY (originals);
  PERFORM set_config('sawt.erasing', '', true);
  RETURN destroyed;
END $$;
REVOKE ALL ON FUNCTION erase_committed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_committed TO sawt_app;
