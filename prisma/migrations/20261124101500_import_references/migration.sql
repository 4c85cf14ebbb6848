-- By hand: Prisma knows neither indexes of a part of the rows nor triggers.

-- Of a million items that wait, a handful is claimed or has a first approver; the others need no entry.
DROP INDEX "staged_item_first_approver_id_idx";
DROP INDEX "staged_item_claimed_by_id_idx";
CREATE INDEX staged_item_first_approver ON staged_item (first_approver_id) WHERE first_approver_id IS NOT NULL;
CREATE INDEX staged_item_claimed_by ON staged_item (claimed_by_id) WHERE claimed_by_id IS NOT NULL;

-- An import's rows all name one accession, and each item an original that the same transaction brings.
-- PostgreSQL asks after each of them by a query for each row, which took as long as all the rest of
-- writing it. The triggers below ask once for each statement, and keep what the keys keep (decision 8).
CREATE FUNCTION original_has_its_accession() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The lock holds the accession until this transaction ends, as the key's own check would.
  PERFORM FROM accession WHERE id IN (SELECT accession_id FROM added) FOR KEY SHARE;
  IF EXISTS (SELECT accession_id FROM added EXCEPT SELECT id FROM accession) THEN
    RAISE EXCEPTION 'an original names an accession that is not there' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER archived_original_has_its_accession AFTER INSERT ON archived_original
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION original_has_its_accession();

CREATE FUNCTION item_has_what_it_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM accession WHERE id IN (SELECT accession_id FROM added) FOR KEY SHARE;
  IF EXISTS (SELECT accession_id FROM added EXCEPT SELECT id FROM accession) THEN
    RAISE EXCEPTION 'an item names an accession that is not there' USING ERRCODE = 'foreign_key_violation';
  END IF;
  IF EXISTS (SELECT FROM added LEFT JOIN archived_original original ON original.id = added.original_id
      WHERE added.original_id IS NOT NULL AND original.id IS NULL) THEN
    RAISE EXCEPTION 'an item names an original that is not there' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER staged_item_has_what_it_names AFTER INSERT ON staged_item
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION item_has_what_it_names();

-- Where a row came from does not change afterwards. (Originals are never updated at all; an item's
-- original is let go when it is erased.)
CREATE FUNCTION origin_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.accession_id <> OLD.accession_id
      OR (NEW.original_id IS DISTINCT FROM OLD.original_id AND NEW.original_id IS NOT NULL) THEN
    RAISE EXCEPTION 'where an item came from does not change' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER staged_item_origin_stays BEFORE UPDATE OF accession_id, original_id ON staged_item
  FOR EACH ROW EXECUTE FUNCTION origin_stays();

-- The other end: what is named does not go, and an original that is erased is no longer named.
CREATE FUNCTION accession_is_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id = OLD.id THEN RETURN NEW; END IF;
  IF EXISTS (SELECT FROM archived_original WHERE accession_id = OLD.id)
      OR EXISTS (SELECT FROM staged_item WHERE accession_id = OLD.id) THEN
    RAISE EXCEPTION 'originals and items name this accession' USING ERRCODE = 'foreign_key_violation';
  END IF;
  IF TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER accession_is_named BEFORE DELETE OR UPDATE OF id ON accession
  FOR EACH ROW EXECUTE FUNCTION accession_is_named();

CREATE FUNCTION erased_original_is_not_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE staged_item SET original_id = NULL WHERE original_id IN (SELECT id FROM gone);
  RETURN NULL;
END $$;
CREATE TRIGGER archived_original_is_not_named AFTER DELETE ON archived_original
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION erased_original_is_not_named();

-- PostgreSQL 18 and later can keep a key that it does not ask after; earlier ones go on asking twice.
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    EXECUTE 'ALTER TABLE archived_original ALTER CONSTRAINT archived_original_accession_id_fkey NOT ENFORCED';
    EXECUTE 'ALTER TABLE staged_item ALTER CONSTRAINT staged_item_accession_id_fkey NOT ENFORCED';
    EXECUTE 'ALTER TABLE staged_item ALTER CONSTRAINT staged_item_original_id_fkey NOT ENFORCED';
  END IF;
END $$;
