-- What is said in a form, by content: everything by a speaker, at an event, from a source.
-- Readers ask through functions, because under a row rule PostgreSQL may not use an index for a
-- condition that is not leakproof, and containment is not: each page would read the whole table. The
-- functions run as the owner and repeat the rule (NOT sealed) themselves; they take no SQL, only a
-- JSON value to be contained.
CREATE INDEX public_form_contents ON public_form USING gin (form jsonb_path_ops) WHERE current AND NOT sealed;
CREATE INDEX public_form_in_time ON public_form (kind, earliest, key) WHERE current AND NOT sealed;

CREATE FUNCTION open_forms(of_kind text, containing jsonb, at_most int, skipping int)
  RETURNS SETOF public_form LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT * FROM public.public_form
  WHERE current AND NOT sealed AND kind = of_kind AND form @> containing
  ORDER BY earliest ASC NULLS LAST, key LIMIT at_most OFFSET skipping
$$;

CREATE FUNCTION count_open_forms(of_kind text, containing jsonb)
  RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT count(*) FROM public.public_form
  WHERE current AND NOT sealed AND kind = of_kind AND form @> containing
$$;

-- How many testimonies name each authority: one pass over the archive.
CREATE FUNCTION open_form_counts(path text[])
  RETURNS TABLE (slug text, stance text, amount bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT named.slug, public_form.form ->> 'stance', count(*)
  FROM public.public_form,
    LATERAL (
      SELECT item ->> 'slug' AS slug
      FROM jsonb_array_elements(
        CASE jsonb_typeof(form #> path)
          WHEN 'array' THEN form #> path
          WHEN 'object' THEN jsonb_build_array(form #> path)
          ELSE '[]'::jsonb
        END) AS item
    ) AS named
  WHERE current AND NOT sealed AND kind = 'testimony'
  GROUP BY 1, 2
$$;

REVOKE ALL ON FUNCTION open_forms(text, jsonb, int, int), count_open_forms(text, jsonb), open_form_counts(text[])
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_forms(text, jsonb, int, int), count_open_forms(text, jsonb), open_form_counts(text[])
  TO sawt_reading, sawt_app;
