-- People over time: who is employed how, in which team and on leave from when to when, what is planned, and
-- where everybody stands in the organisation chart.
CREATE TYPE "Employment" AS ENUM ('EMPLOYEE', 'CONTRACTOR');
CREATE TYPE "LeaveKind" AS ENUM ('PARENTAL', 'CARE', 'STUDY', 'SABBATICAL', 'SERVICE', 'OTHER');
CREATE TYPE "PersonChangeKind" AS ENUM ('LEVEL', 'MANAGER', 'TEAM', 'EMPLOYMENT', 'LEAVER');
CREATE TYPE "PersonChangeState" AS ENUM ('PLANNED', 'APPLIED', 'CANCELLED', 'REFUSED');

ALTER TABLE "people" ADD COLUMN "employment" "Employment" NOT NULL DEFAULT 'EMPLOYEE';
ALTER TABLE "teams" ADD COLUMN "ended_on" DATE;

CREATE TABLE "team_memberships" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,

    CONSTRAINT "team_memberships_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "team_memberships_person_id_from_on_idx" ON "team_memberships"("person_id", "from_on");
CREATE INDEX "team_memberships_team_id_to_on_idx" ON "team_memberships"("team_id", "to_on");
ALTER TABLE "team_memberships" ADD CONSTRAINT "team_memberships_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "team_memberships" ADD CONSTRAINT "team_memberships_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE team_memberships ADD CONSTRAINT team_memberships_order CHECK (to_on IS NULL OR to_on >= from_on);
CREATE UNIQUE INDEX team_memberships_one_open ON team_memberships (person_id) WHERE to_on IS NULL;

CREATE TABLE "leaves" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID NOT NULL,
    "kind" "LeaveKind" NOT NULL,
    "from_on" DATE NOT NULL,
    "last_on" DATE,
    "recorded_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "leaves_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "leaves_person_id_from_on_idx" ON "leaves"("person_id", "from_on");
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE leaves ADD CONSTRAINT leaves_order CHECK (last_on IS NULL OR last_on >= from_on);

CREATE TABLE "person_changes" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID NOT NULL,
    "kind" "PersonChangeKind" NOT NULL,
    "effective_on" DATE NOT NULL,
    "ladder_key" TEXT,
    "track_key" TEXT,
    "level_key" TEXT,
    "manager_id" UUID,
    "team_id" UUID,
    "employment" "Employment",
    "state" "PersonChangeState" NOT NULL DEFAULT 'PLANNED',
    "refusal" TEXT,
    "requested_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_changes_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "person_changes_person_id_effective_on_idx" ON "person_changes"("person_id", "effective_on");
ALTER TABLE "person_changes" ADD CONSTRAINT "person_changes_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "person_changes" ADD CONSTRAINT "person_changes_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "person_changes" ADD CONSTRAINT "person_changes_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE person_changes ADD CONSTRAINT person_changes_not_self CHECK (person_id <> manager_id);
CREATE UNIQUE INDEX person_changes_one_planned ON person_changes (person_id, kind, effective_on) WHERE state = 'PLANNED';
CREATE INDEX person_changes_due ON person_changes (effective_on) WHERE state = 'PLANNED';

CREATE TABLE "org_places" (
    "person_id" UUID NOT NULL,
    "parent_id" UUID,
    "reports" INTEGER NOT NULL,
    "below" INTEGER NOT NULL,

    CONSTRAINT "org_places_pkey" PRIMARY KEY ("person_id")
);
CREATE INDEX "org_places_parent_id_idx" ON "org_places"("parent_id");
ALTER TABLE "org_places" ADD CONSTRAINT "org_places_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "org_places" ADD CONSTRAINT "org_places_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who holds a level today, for the filter of the directory.
CREATE INDEX person_levels_holders ON person_levels (level_key, track_key, person_id) WHERE to_on IS NULL;

-- The closure of today's lines: of everybody, or of these people and all below them, since a chain is
-- changed by nothing else. Touches only the pairs that differ.
CREATE FUNCTION recompute_closure(moved uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  scope uuid[] := (SELECT array_agg(DISTINCT id) FROM (
    SELECT unnest(moved) AS id
    UNION SELECT person_id FROM org_closure WHERE manager_id = ANY(moved)) found);
BEGIN
  WITH RECURSIVE chain (manager_id, person_id, depth) AS (
    SELECT manager_id, person_id, 1 FROM reporting_lines
    WHERE to_on IS NULL AND (moved IS NULL OR person_id = ANY(scope))
    UNION ALL
    SELECT line.manager_id, chain.person_id, chain.depth + 1
    FROM chain JOIN reporting_lines line ON line.person_id = chain.manager_id AND line.to_on IS NULL
    WHERE chain.depth < 20
  ), removed AS (
    DELETE FROM org_closure old
    WHERE (moved IS NULL OR old.person_id = ANY(scope)) AND NOT EXISTS (
      SELECT 1 FROM chain
      WHERE chain.manager_id = old.manager_id AND chain.person_id = old.person_id)
  )
  INSERT INTO org_closure (manager_id, person_id, depth)
  SELECT chain.manager_id, chain.person_id, chain.depth
  FROM chain
  LEFT JOIN org_closure old ON old.manager_id = chain.manager_id AND old.person_id = chain.person_id
  WHERE old.depth IS DISTINCT FROM chain.depth
  ON CONFLICT (manager_id, person_id) DO UPDATE SET depth = EXCLUDED.depth;
END $$;

-- Where these people stand in the chart: below the nearest manager who is still here, with how many report
-- to them and how many are below them.
CREATE FUNCTION place_people(touched uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF cardinality(touched) IS NULL OR cardinality(touched) = 0 THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('rung org places'));
  DELETE FROM org_places o USING unnest(touched) AS t (id), people p
    WHERE o.person_id = t.id AND p.id = t.id AND NOT p.is_active;
  INSERT INTO org_places (person_id, parent_id, reports, below)
  SELECT p.id, (
    SELECT c.manager_id FROM org_closure c JOIN people m ON m.id = c.manager_id AND m.is_active
    WHERE c.person_id = p.id ORDER BY c.depth LIMIT 1), 0, 0
  FROM unnest(touched) AS t (id) JOIN people p ON p.id = t.id AND p.is_active
  ON CONFLICT (person_id) DO UPDATE SET parent_id = EXCLUDED.parent_id
    WHERE org_places.parent_id IS DISTINCT FROM EXCLUDED.parent_id;
  UPDATE org_places o SET reports = counted.reports, below = counted.below
  FROM (
    SELECT t.id, coalesce(r.n, 0)::int AS reports, coalesce(b.n, 0)::int AS below
    FROM unnest(touched) AS t (id)
    LEFT JOIN (
      SELECT s.parent_id, count(*) AS n FROM org_places s JOIN unnest(touched) AS u (id) ON u.id = s.parent_id
      GROUP BY 1) r ON r.parent_id = t.id
    LEFT JOIN (
      SELECT c.manager_id, count(*) AS n FROM org_closure c JOIN unnest(touched) AS u (id) ON u.id = c.manager_id
      JOIN people p ON p.id = c.person_id AND p.is_active
      GROUP BY 1) b ON b.manager_id = t.id) counted
  WHERE o.person_id = counted.id AND (o.reports, o.below) IS DISTINCT FROM (counted.reports, counted.below);
END $$;

CREATE FUNCTION place_changed_chains() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM place_people((SELECT array_agg(id) FROM (
    SELECT manager_id AS id FROM changed UNION SELECT person_id FROM changed) both_ends));
  RETURN NULL;
END $$;
CREATE TRIGGER org_closure_added AFTER INSERT ON org_closure REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION place_changed_chains();
CREATE TRIGGER org_closure_changed AFTER UPDATE ON org_closure REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION place_changed_chains();
CREATE TRIGGER org_closure_removed AFTER DELETE ON org_closure REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION place_changed_chains();

-- The day that a change is recorded for: the one that the transaction names, else today.
CREATE FUNCTION recorded_day() RETURNS date LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(nullif(current_setting('app.day', true), '')::date,
    (now() AT TIME ZONE coalesce((SELECT time_zone FROM organisations WHERE id = 1), 'UTC'))::date)
$$;

-- Follows people.team_id, by whatever way it changes: what began that day or later is replaced, what lasts
-- ends, and what ended that day goes on. A team that somebody joins is there again.
CREATE FUNCTION record_teams(joined jsonb) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE day date := recorded_day();
BEGIN
  IF joined IS NULL THEN RETURN; END IF;
  DELETE FROM team_memberships m USING jsonb_to_recordset(joined) AS j(id uuid, team_id uuid)
    WHERE m.person_id = j.id AND m.to_on IS NULL AND m.from_on >= day;
  UPDATE team_memberships m SET to_on = day FROM jsonb_to_recordset(joined) AS j(id uuid, team_id uuid)
    WHERE m.person_id = j.id AND m.to_on IS NULL;
  UPDATE team_memberships m SET to_on = NULL FROM jsonb_to_recordset(joined) AS j(id uuid, team_id uuid)
    WHERE m.person_id = j.id AND m.to_on = day AND m.team_id = j.team_id;
  INSERT INTO team_memberships (person_id, team_id, from_on)
  SELECT j.id, j.team_id, greatest(day, p.started_on)
  FROM jsonb_to_recordset(joined) AS j(id uuid, team_id uuid) JOIN people p ON p.id = j.id
  WHERE j.team_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM team_memberships m WHERE m.person_id = j.id AND m.to_on IS NULL);
  UPDATE teams t SET ended_on = NULL FROM jsonb_to_recordset(joined) AS j(id uuid, team_id uuid)
    WHERE t.id = j.team_id AND t.ended_on IS NOT NULL;
END $$;

-- Puts whoever came back into the chart and takes whoever left out of it, with everybody around them.
CREATE FUNCTION mend_places() RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE turned uuid[] := (
  SELECT array_agg(p.id) FROM people p LEFT JOIN org_places o ON o.person_id = p.id
  WHERE p.is_active <> (o.person_id IS NOT NULL));
BEGIN
  PERFORM place_people((SELECT array_agg(id) FROM (
    SELECT unnest(turned) AS id
    UNION SELECT manager_id FROM org_closure WHERE person_id = ANY(turned)
    UNION SELECT person_id FROM org_closure WHERE manager_id = ANY(turned)) around));
  RETURN coalesce(cardinality(turned), 0);
END $$;

CREATE FUNCTION follow_people() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM record_teams((SELECT jsonb_agg(jsonb_build_object('id', id, 'team_id', team_id))
      FROM new_rows WHERE team_id IS NOT NULL));
    INSERT INTO org_places (person_id, reports, below) SELECT id, 0, 0 FROM new_rows WHERE is_active;
    RETURN NULL;
  END IF;
  PERFORM record_teams((SELECT jsonb_agg(jsonb_build_object('id', n.id, 'team_id', n.team_id))
    FROM new_rows n JOIN old_rows o USING (id) WHERE n.team_id IS DISTINCT FROM o.team_id));
  -- Nobody who is deactivated waits for an import to end: then the job mends the chart.
  IF EXISTS (SELECT FROM new_rows n JOIN old_rows o USING (id) WHERE n.is_active <> o.is_active)
    AND pg_try_advisory_xact_lock(hashtext('rung org places')) THEN
    PERFORM mend_places();
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER people_added AFTER INSERT ON people REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION follow_people();
CREATE TRIGGER people_changed AFTER UPDATE ON people REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION follow_people();

-- The four steps of changeOn in lib/people/reporting-line.ts; the caller has asked whether the change may be.
CREATE FUNCTION record_level(person uuid, ladder text, track text, level text, day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE held person_levels;
BEGIN
  SELECT * INTO held FROM person_levels WHERE person_id = person AND to_on IS NULL;
  IF (held.ladder_key, held.track_key, held.level_key) = (ladder, track, level) THEN
    UPDATE person_levels SET to_on = day WHERE person_id = person AND to_on = held.from_on AND held.from_on > day;
    UPDATE person_levels SET from_on = least(from_on, day) WHERE id = held.id;
    RETURN;
  END IF;
  DELETE FROM person_levels WHERE id = held.id AND from_on >= day;
  UPDATE person_levels SET to_on = day WHERE person_id = person AND to_on IS NULL;
  IF level IS NULL THEN RETURN; END IF;
  UPDATE person_levels SET to_on = NULL
    WHERE person_id = person AND to_on = day AND (ladder_key, track_key, level_key) = (ladder, track, level);
  IF NOT FOUND THEN
    INSERT INTO person_levels (person_id, ladder_key, track_key, level_key, from_on)
    VALUES (person, ladder, track, level, day);
  END IF;
END $$;

CREATE FUNCTION record_line(person uuid, manager uuid, day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE held reporting_lines;
BEGIN
  SELECT * INTO held FROM reporting_lines WHERE person_id = person AND to_on IS NULL;
  IF held.manager_id = manager THEN
    UPDATE reporting_lines SET to_on = day WHERE person_id = person AND to_on = held.from_on AND held.from_on > day;
    UPDATE reporting_lines SET from_on = least(from_on, day) WHERE id = held.id;
    RETURN;
  END IF;
  DELETE FROM reporting_lines WHERE id = held.id AND from_on >= day;
  UPDATE reporting_lines SET to_on = day WHERE person_id = person AND to_on IS NULL;
  IF manager IS NULL THEN RETURN; END IF;
  UPDATE reporting_lines SET to_on = NULL
    WHERE person_id = person AND to_on = day AND manager_id = manager;
  IF NOT FOUND THEN
    INSERT INTO reporting_lines (person_id, manager_id, from_on) VALUES (person, manager, day);
  END IF;
END $$;

-- Whoever may plan a change wrote the row; this does what the row says once its day has come, and nothing
-- else, so that the job needs no right to write people. False when somebody else was first.
CREATE FUNCTION apply_person_change(change uuid, today date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE c person_changes;
BEGIN
  UPDATE person_changes SET state = 'APPLIED', settled_at = now()
    WHERE id = change AND state = 'PLANNED' AND effective_on <= today RETURNING * INTO c;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM set_config('app.day', c.effective_on::text, true);
  CASE c.kind
    WHEN 'LEVEL' THEN
      PERFORM record_level(c.person_id, c.ladder_key, c.track_key, c.level_key, c.effective_on);
    WHEN 'MANAGER' THEN
      PERFORM record_line(c.person_id, c.manager_id, c.effective_on);
      PERFORM recompute_closure(ARRAY[c.person_id]);
    WHEN 'TEAM' THEN
      UPDATE people SET team_id = c.team_id WHERE id = c.person_id AND team_id IS DISTINCT FROM c.team_id;
    WHEN 'EMPLOYMENT' THEN
      UPDATE people SET employment = c.employment WHERE id = c.person_id;
      IF c.employment = 'CONTRACTOR' THEN
        PERFORM record_level(c.person_id, NULL, NULL, NULL, c.effective_on);
      END IF;
    WHEN 'LEAVER' THEN
      UPDATE people SET is_active = false, ended_on = c.effective_on - 1 WHERE id = c.person_id;
      UPDATE sessions SET revoked_at = now() WHERE person_id = c.person_id AND revoked_at IS NULL;
      UPDATE invitations SET expires_at = least(expires_at, date_trunc('milliseconds', now()))
        WHERE person_id = c.person_id AND used_at IS NULL;
      UPDATE person_changes SET state = 'CANCELLED', settled_at = now()
        WHERE person_id = c.person_id AND state = 'PLANNED';
  END CASE;
  PERFORM set_config('app.day', '', true);
  RETURN true;
END $$;

-- What there was before: everybody in their team since they came, and in their place.
INSERT INTO team_memberships (person_id, team_id, from_on)
SELECT id, team_id, coalesce(started_on, created_at::date) FROM people WHERE team_id IS NOT NULL;
SELECT place_people((SELECT array_agg(id) FROM people));

REVOKE ALL ON FUNCTION recompute_closure(uuid[]), place_people(uuid[]), place_changed_chains(), record_teams(jsonb),
  follow_people(), record_level(uuid, text, text, text, date), record_line(uuid, uuid, date),
  apply_person_change(uuid, date), mend_places() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mend_places() TO app_job;
GRANT EXECUTE ON FUNCTION recompute_closure(uuid[]) TO app_web;
GRANT EXECUTE ON FUNCTION apply_person_change(uuid, date) TO app_web, app_job;
GRANT SELECT, INSERT, UPDATE ON person_changes TO app_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON leaves TO app_web;
GRANT SELECT ON team_memberships, org_places TO app_web;
GRANT SELECT ON person_changes, leaves, org_places TO app_job;
GRANT UPDATE (state, refusal, settled_at) ON person_changes TO app_job;
GRANT SELECT (employment, started_on) ON people TO app_job;

SELECT pgboss.create_queue('apply-changes', '{"policy": "exclusive", "retryLimit": 3, "retryDelay": 60, "expireInSeconds": 300, "deleteAfterSeconds": 86400}');
