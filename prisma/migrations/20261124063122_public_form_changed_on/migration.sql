-- AlterTable
ALTER TABLE "public_form" ADD COLUMN     "changed_on" DATE NOT NULL DEFAULT CURRENT_DATE;

-- From here on by hand. A version taken out of sight and put back must come again to those who ask
-- for what changed since their last visit, though its words are as old as they were.
CREATE FUNCTION date_public_form() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  NEW.changed_on := (now() AT TIME ZONE 'UTC')::date;
  RETURN NEW;
END $$;
CREATE TRIGGER public_form_dated BEFORE INSERT OR UPDATE OF sealed, current, form ON public_form
  FOR EACH ROW EXECUTE FUNCTION date_public_form();
CREATE INDEX public_form_by_change ON public_form (kind, changed_on, key) WHERE current AND NOT sealed;
