-- A ladder of ten thousand items is written by a few statements, so its state is asked for once in each.
CREATE FUNCTION refuse_change_of_published_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT * FROM new_rows'
    WHEN 'DELETE' THEN 'SELECT * FROM old_rows'
    ELSE 'SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows' END;
  versions text := CASE TG_NARGS
    WHEN 0 THEN format('SELECT DISTINCT version_id FROM (%s) r', touched)
    ELSE format('SELECT DISTINCT p.version_id FROM (%s) r LEFT JOIN %I p ON p.id = r.%I',
      touched, TG_ARGV[0], TG_ARGV[1]) END;
  is_frozen boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM (%s) v
    WHERE ladder_version_status(v.version_id) IS DISTINCT FROM ''DRAFT'')', versions) INTO is_frozen;
  IF is_frozen THEN
    RAISE EXCEPTION 'a published ladder version cannot be changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

DO $$
DECLARE
  name text;
  parent text;
BEGIN
  FOR name, parent IN SELECT * FROM (VALUES ('tracks', ''), ('levels', ''), ('categories', ''), ('items', ''),
      ('scales', ''), ('transitions', ''), ('ladder_sources', ''), ('key_maps', ''),
      ('level_facts', '''levels'', ''level_id'''), ('level_targets', '''levels'', ''level_id'''),
      ('item_levels', '''items'', ''item_id'''), ('scale_points', '''scales'', ''scale_id''')) AS t LOOP
    EXECUTE format('DROP TRIGGER %I ON %I', name || '_frozen', name);
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_published_rows(%s)', name || '_frozen_insert', name, parent);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_published_rows(%s)', name || '_frozen_update', name, parent);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_published_rows(%s)', name || '_frozen_delete', name, parent);
  END LOOP;
END $$;

-- Plans made while the tables were empty would read all of them for every single row.
ALTER FUNCTION refuse_item_without_one_place() SET enable_seqscan = off;
ALTER FUNCTION ladder_version_of(text, jsonb) SET enable_seqscan = off;
