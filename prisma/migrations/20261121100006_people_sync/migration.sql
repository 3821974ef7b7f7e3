ALTER TABLE "people_imports"
  ADD COLUMN "absent" TEXT NOT NULL DEFAULT 'KEEP',
  ADD COLUMN "origin" TEXT NOT NULL DEFAULT 'UPLOAD',
  ADD COLUMN "recorded" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "created_team_ids" UUID[] DEFAULT ARRAY[]::UUID[],
  ADD COLUMN "reopened_teams" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "undone_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT people_imports_absent CHECK (absent IN ('KEEP', 'DEACTIVATE')),
  ADD CONSTRAINT people_imports_origin CHECK (origin IN ('UPLOAD', 'FOLDER')),
  ADD CONSTRAINT people_imports_undone CHECK (undone_at IS NULL OR applied_at IS NOT NULL);
CREATE INDEX "people_imports_applied_at_idx" ON "people_imports"("applied_at");

CREATE TABLE "people_import_entries" (
    "import_id" UUID NOT NULL,
    "group" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "row_number" INTEGER,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "people_import_entries_pkey" PRIMARY KEY ("import_id","group","place")
);
ALTER TABLE "people_import_entries" ADD CONSTRAINT "people_import_entries_import_id_fkey"
  FOREIGN KEY ("import_id") REFERENCES "people_imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- No reference to people: what an import did stays on record when its undo removes whom it created.
CREATE TABLE "people_import_changes" (
    "import_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "people_import_changes_pkey" PRIMARY KEY ("import_id","person_id")
);
ALTER TABLE "people_import_changes" ADD CONSTRAINT "people_import_changes_import_id_fkey"
  FOREIGN KEY ("import_id") REFERENCES "people_imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One row for each content that was found in the folder, so that two workers take it once.
CREATE TABLE "people_import_slots" (
    "sha256" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "taken_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "import_id" UUID,

    CONSTRAINT "people_import_slots_pkey" PRIMARY KEY ("sha256"),
    CONSTRAINT people_import_slots_outcome CHECK (outcome IN ('APPLIED', 'NOTHING', 'WAITING', 'REFUSED'))
);
ALTER TABLE "people_import_slots" ADD CONSTRAINT "people_import_slots_import_id_fkey"
  FOREIGN KEY ("import_id") REFERENCES "people_imports"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "people_import_slots_import_id_idx" ON "people_import_slots"("import_id");

-- Previews that are there already keep the lines they list.
INSERT INTO people_import_entries (import_id, "group", place, row_number, email, name, detail)
SELECT i.id, g.name, e.place, (e.line ->> 'row')::int, e.line ->> 'email', e.line ->> 'name',
  e.line - 'row' - 'email' - 'name'
FROM people_imports i
CROSS JOIN (VALUES ('created'), ('changed'), ('moved')) AS g (name)
CROSS JOIN LATERAL jsonb_array_elements(i.summary -> g.name) WITH ORDINALITY AS e (line, place);

-- All that an import may change of a person, with the rows of their teams, levels and lines as they are.
CREATE FUNCTION people_import_state(person uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'name', p.name, 'team_id', p.team_id, 'started_on', p.started_on, 'ended_on', p.ended_on,
    'is_active', p.is_active, 'employment', p.employment,
    'teams', (SELECT coalesce(jsonb_agg(to_jsonb(m) - 'person_id' ORDER BY m.id), '[]')
      FROM team_memberships m WHERE m.person_id = p.id),
    'levels', (SELECT coalesce(jsonb_agg(to_jsonb(l) - 'person_id' ORDER BY l.id), '[]')
      FROM person_levels l WHERE l.person_id = p.id),
    'lines', (SELECT coalesce(jsonb_agg(to_jsonb(r) - 'person_id' ORDER BY r.id), '[]')
      FROM reporting_lines r WHERE r.person_id = p.id))
  FROM people p WHERE p.id = person
$$;

-- Puts back what an applied import changed, row by row; whom it created is left without team, level and
-- line. The caller has asked whether anything has happened since.
CREATE FUNCTION people_import_restore(import uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM people_imports i
      WHERE i.id = import AND i.applied_at IS NOT NULL AND i.undone_at IS NULL) THEN
    RAISE EXCEPTION 'this import cannot be undone' USING ERRCODE = 'restrict_violation';
  END IF;
  UPDATE people p SET team_id = NULL FROM people_import_changes c
    WHERE c.import_id = import AND c.before IS NULL AND p.id = c.person_id AND p.team_id IS NOT NULL;
  UPDATE people p SET name = b.name, team_id = b.team_id, started_on = b.started_on, ended_on = b.ended_on,
    is_active = b.is_active, employment = b.employment
  FROM people_import_changes c, jsonb_to_record(c.before) AS b(name text, team_id uuid, started_on date,
    ended_on date, is_active boolean, employment "Employment")
  WHERE c.import_id = import AND c.before IS NOT NULL AND p.id = c.person_id;

  DELETE FROM team_memberships m USING people_import_changes c
    WHERE c.import_id = import AND m.person_id = c.person_id AND c.before -> 'teams' IS DISTINCT FROM c.after -> 'teams';
  INSERT INTO team_memberships (id, person_id, team_id, from_on, to_on)
  SELECT b.id, c.person_id, b.team_id, b.from_on, b.to_on
  FROM people_import_changes c, jsonb_to_recordset(c.before -> 'teams') AS b(id uuid, team_id uuid, from_on date, to_on date)
  WHERE c.import_id = import AND c.before -> 'teams' IS DISTINCT FROM c.after -> 'teams';

  DELETE FROM person_levels l USING people_import_changes c
    WHERE c.import_id = import AND l.person_id = c.person_id AND c.before -> 'levels' IS DISTINCT FROM c.after -> 'levels';
  INSERT INTO person_levels (id, person_id, ladder_key, track_key, level_key, from_on, to_on)
  SELECT b.id, c.person_id, b.ladder_key, b.track_key, b.level_key, b.from_on, b.to_on
  FROM people_import_changes c, jsonb_to_recordset(c.before -> 'levels') AS b(id uuid, ladder_key text, track_key text,
    level_key text, from_on date, to_on date)
  WHERE c.import_id = import AND c.before -> 'levels' IS DISTINCT FROM c.after -> 'levels';

  DELETE FROM reporting_lines r USING people_import_changes c
    WHERE c.import_id = import AND r.person_id = c.person_id AND c.before -> 'lines' IS DISTINCT FROM c.after -> 'lines';
  INSERT INTO reporting_lines (id, person_id, manager_id, from_on, to_on)
  SELECT b.id, c.person_id, b.manager_id, b.from_on, b.to_on
  FROM people_import_changes c, jsonb_to_recordset(c.before -> 'lines') AS b(id uuid, manager_id uuid, from_on date, to_on date)
  WHERE c.import_id = import AND c.before -> 'lines' IS DISTINCT FROM c.after -> 'lines';
END $$;

-- Ends what people can do from this day on, in the transaction of the caller. The job may call this
-- and may not change who is active by itself; administrators never leave this way.
CREATE FUNCTION people_leave(leaving uuid[], day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM role_grants g WHERE g.person_id = ANY (leaving) AND g.role = 'ADMIN'
      AND (g.valid_to IS NULL OR g.valid_to > now())) THEN
    RAISE EXCEPTION 'an administrator is not deactivated this way' USING ERRCODE = 'restrict_violation';
  END IF;
  UPDATE people SET is_active = false, ended_on = day WHERE id = ANY (leaving) AND is_active;
  UPDATE sessions SET revoked_at = now() WHERE person_id = ANY (leaving) AND revoked_at IS NULL;
  UPDATE invitations SET expires_at = LEAST(expires_at, date_trunc('milliseconds', now()))
    WHERE person_id = ANY (leaving) AND used_at IS NULL;
  UPDATE role_grants SET valid_to = GREATEST(valid_from, now())
    WHERE person_id = ANY (leaving) AND (valid_to IS NULL OR valid_to > now());
  UPDATE person_changes SET state = 'CANCELLED', settled_at = now()
    WHERE person_id = ANY (leaving) AND state = 'PLANNED';
END $$;

-- Those of these people whom anything refers to, whatever the table: they are kept and not removed. What is
-- derived from the rest goes with them.
CREATE FUNCTION people_with_traces(people uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  reference record;
BEGIN
  FOR reference IN
    SELECT c.conrelid::regclass AS holder, a.attname AS field
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'people'::regclass
      AND c.conrelid NOT IN ('org_closure'::regclass, 'org_places'::regclass)
  LOOP
    RETURN QUERY EXECUTE format('SELECT DISTINCT t.%I FROM %s t WHERE t.%I = ANY ($1)',
      reference.field, reference.holder, reference.field) USING people;
  END LOOP;
END $$;

-- The same for teams; people who are in them are looked for too, as their column refers to teams.
CREATE FUNCTION teams_with_traces(teams uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  reference record;
BEGIN
  FOR reference IN
    SELECT c.conrelid::regclass AS holder, a.attname AS field
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'teams'::regclass
  LOOP
    RETURN QUERY EXECUTE format('SELECT DISTINCT t.%I FROM %s t WHERE t.%I = ANY ($1)',
      reference.field, reference.holder, reference.field) USING teams;
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION people_leave(uuid[], date), people_import_restore(uuid), people_with_traces(uuid[]),
  teams_with_traces(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_leave(uuid[], date) TO app_web, app_job;
GRANT EXECUTE ON FUNCTION people_import_restore(uuid), people_with_traces(uuid[]), teams_with_traces(uuid[]) TO app_web;

GRANT SELECT, INSERT, DELETE ON people_import_entries TO app_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_import_changes, people_import_slots TO app_web;

-- The folder is read in the background: what a file can say of people, and nothing it cannot.
GRANT INSERT (email, name, team_id, started_on, employment, created_at) ON people TO app_job;
GRANT UPDATE (name, team_id, started_on, employment) ON people TO app_job;
GRANT INSERT ON teams TO app_job;
GRANT INSERT, DELETE, UPDATE (to_on) ON person_levels, reporting_lines TO app_job;
GRANT EXECUTE ON FUNCTION recompute_closure(uuid[]) TO app_job;
GRANT INSERT, DELETE ON people_imports TO app_job;
GRANT SELECT (id, sha256, org_version, absent, origin, summary, row_count, created_at, applied_at) ON people_imports TO app_job;
GRANT SELECT ON team_memberships TO app_job;
GRANT UPDATE (applied_at, recorded, created_team_ids, reopened_teams) ON people_imports TO app_job;
GRANT SELECT (import_id), INSERT, DELETE ON people_import_entries TO app_job;
GRANT SELECT, INSERT, DELETE, UPDATE (after) ON people_import_changes TO app_job;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_import_slots TO app_job;

SELECT pgboss.create_queue('import-folder', '{"policy": "exclusive", "retryLimit": 0, "expireInSeconds": 300, "deleteAfterSeconds": 86400}');
