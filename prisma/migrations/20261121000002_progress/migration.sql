-- How far each team of a cycle is, kept by the database itself: whatever changes a review or a participant,
-- by whatever way, adds its difference in the same transaction. Differences are only ever added, so that
-- nobody waits for anybody; the clock sums them up. What a team has is the sum of its rows.
CREATE TABLE "progress_counts" (
    "id" BIGSERIAL NOT NULL,
    "cycle_id" UUID NOT NULL,
    "team_name" TEXT NOT NULL,
    "people" INTEGER NOT NULL,
    "shared" INTEGER NOT NULL,
    "self_not_started" INTEGER NOT NULL,
    "self_in_progress" INTEGER NOT NULL,
    "self_submitted" INTEGER NOT NULL,
    "self_ended" INTEGER NOT NULL,
    "manager_not_started" INTEGER NOT NULL,
    "manager_in_progress" INTEGER NOT NULL,
    "manager_submitted" INTEGER NOT NULL,
    "manager_ended" INTEGER NOT NULL,
    "peer_not_started" INTEGER NOT NULL,
    "peer_in_progress" INTEGER NOT NULL,
    "peer_submitted" INTEGER NOT NULL,
    "peer_ended" INTEGER NOT NULL,

    CONSTRAINT "progress_counts_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "progress_counts_cycle_id_team_name_idx" ON "progress_counts"("cycle_id", "team_name");

-- Who is on leave, excused or taken out is not counted, nor what is written about them.
CREATE FUNCTION is_counted(status "ParticipantStatus") RETURNS boolean LANGUAGE sql IMMUTABLE AS
  $$ SELECT status NOT IN ('EXCUSED', 'PAUSED', 'REMOVED') $$;

CREATE FUNCTION count_progress() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  changed text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT 1 AS n, * FROM new_rows'
    WHEN 'DELETE' THEN 'SELECT -1 AS n, * FROM old_rows'
    ELSE 'SELECT 1 AS n, * FROM new_rows UNION ALL SELECT -1, * FROM old_rows' END;
  counted text := CASE TG_TABLE_NAME
    WHEN 'reviews' THEN 'SELECT n, p.cycle_id, p.team_name, c.direction::text AS kind, c.status::text
      FROM changed c JOIN participants p ON p.id = c.participant_id WHERE is_counted(p.status)'
    ELSE 'SELECT n, cycle_id, team_name, ''PERSON'' AS kind, status::text
      FROM changed WHERE is_counted(status)' END;
BEGIN
  IF TG_TABLE_NAME = 'participants' AND TG_OP = 'UPDATE' THEN
    -- The reviews of whoever drops out or comes back move with them: none of them may change meanwhile.
    PERFORM FROM reviews r JOIN new_rows n ON n.id = r.participant_id JOIN old_rows o ON o.id = n.id
      WHERE is_counted(n.status) <> is_counted(o.status) OR n.team_name <> o.team_name
      ORDER BY r.id FOR SHARE OF r;
    counted := counted || ' UNION ALL SELECT n, c.cycle_id, c.team_name, r.direction::text, r.status::text
      FROM changed c JOIN reviews r ON r.participant_id = c.id WHERE is_counted(c.status)';
  END IF;
  EXECUTE 'WITH changed AS (' || changed || '), counted AS (' || counted || '),
    differences AS (SELECT cycle_id, team_name, kind, status, sum(n) AS n FROM counted
      GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0)
    INSERT INTO progress_counts (cycle_id, team_name, people, shared,
      self_not_started, self_in_progress, self_submitted, self_ended,
      manager_not_started, manager_in_progress, manager_submitted, manager_ended,
      peer_not_started, peer_in_progress, peer_submitted, peer_ended)
    SELECT cycle_id, team_name,
      coalesce(sum(n) FILTER (WHERE kind = ''PERSON''), 0),
      coalesce(sum(n) FILTER (WHERE kind = ''PERSON'' AND status IN (''SHARED'', ''ACKNOWLEDGED'', ''FINAL'')), 0),
      coalesce(sum(n) FILTER (WHERE kind = ''SELF'' AND status IN (''NOT_STARTED'')), 0),
      coalesce(sum(n) FILTER (WHERE kind = ''SELF'' AND status IN (''DRAFT'')), 0),
      coalesce(sum(n) FILTER (WHERE kind = ''SELF'' AND status IN (''SUBMITTED'', ''REOPEN_REQUESTED'')), 0),
      coalesce(sum(n) FILTER (WHERE kind = ''SELF'' AND status IN (''DECLINED'', ''NOT_PROVIDED'')), 0),
      coalesce(sum(n) FILTER (WHERE kind = ''MANAGER'' AND status IN (''NOT_STARTED'')), 0),
      coalesce(sum(n) FILTER (WHERE kind = ''MANAGER'' AND status IN (''DRAFT'')), 0),
      coalesce(sum(n) FILTER (WHERE kind = ''MANAGER'' AND status IN (''SUBMITTED'', ''REOPEN_REQUESTED'')), 0),
      coalesce(sum(n) FILTER (WHERE kind = ''MANAGER'' AND status IN (''DECLINED'', ''NOT_PROVIDED'')), 0),
      coalesce(sum(n) FILTER (WHERE kind = ''PEER'' AND status IN (''NOT_STARTED'')), 0),
      coalesce(sum(n) FILTER (WHERE kind = ''PEER'' AND status IN (''DRAFT'')), 0),
      coalesce(sum(n) FILTER (WHERE kind = ''PEER'' AND status IN (''SUBMITTED'', ''REOPEN_REQUESTED'')), 0),
      coalesce(sum(n) FILTER (WHERE kind = ''PEER'' AND status IN (''DECLINED'', ''NOT_PROVIDED'')), 0)
    FROM differences GROUP BY 1, 2';
  RETURN NULL;
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['reviews', 'participants'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION count_progress()', name || '_added', name);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION count_progress()', name || '_changed', name);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
      FOR EACH STATEMENT EXECUTE FUNCTION count_progress()', name || '_removed', name);
  END LOOP;
END $$;

-- One row for each team that has somebody. Who comes second at the same time waits, and finds nothing left to do.
CREATE FUNCTION sum_up_progress() RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE summed int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('progress_counts'));
  WITH parts AS (
    DELETE FROM progress_counts WHERE (cycle_id, team_name) IN (
      SELECT cycle_id, team_name FROM progress_counts GROUP BY 1, 2 HAVING count(*) > 1 OR sum(people) = 0)
    RETURNING *)
  INSERT INTO progress_counts (cycle_id, team_name, people, shared,
    self_not_started, self_in_progress, self_submitted, self_ended,
    manager_not_started, manager_in_progress, manager_submitted, manager_ended,
    peer_not_started, peer_in_progress, peer_submitted, peer_ended)
  SELECT cycle_id, team_name, sum(people), sum(shared),
    sum(self_not_started), sum(self_in_progress), sum(self_submitted), sum(self_ended),
    sum(manager_not_started), sum(manager_in_progress), sum(manager_submitted), sum(manager_ended),
    sum(peer_not_started), sum(peer_in_progress), sum(peer_submitted), sum(peer_ended)
  FROM parts GROUP BY 1, 2 HAVING sum(people) <> 0;
  GET DIAGNOSTICS summed = ROW_COUNT;
  RETURN summed;
END $$;

-- What there was before there were triggers.
INSERT INTO progress_counts (cycle_id, team_name, people, shared,
  self_not_started, self_in_progress, self_submitted, self_ended,
  manager_not_started, manager_in_progress, manager_submitted, manager_ended,
  peer_not_started, peer_in_progress, peer_submitted, peer_ended)
SELECT cycle_id, team_name,
  coalesce(sum(n) FILTER (WHERE kind = 'PERSON'), 0),
  coalesce(sum(n) FILTER (WHERE kind = 'PERSON' AND status IN ('SHARED', 'ACKNOWLEDGED', 'FINAL')), 0),
  coalesce(sum(n) FILTER (WHERE kind = 'SELF' AND status IN ('NOT_STARTED')), 0),
  coalesce(sum(n) FILTER (WHERE kind = 'SELF' AND status IN ('DRAFT')), 0),
  coalesce(sum(n) FILTER (WHERE kind = 'SELF' AND status IN ('SUBMITTED', 'REOPEN_REQUESTED')), 0),
  coalesce(sum(n) FILTER (WHERE kind = 'SELF' AND status IN ('DECLINED', 'NOT_PROVIDED')), 0),
  coalesce(sum(n) FILTER (WHERE kind = 'MANAGER' AND status IN ('NOT_STARTED')), 0),
  coalesce(sum(n) FILTER (WHERE kind = 'MANAGER' AND status IN ('DRAFT')), 0),
  coalesce(sum(n) FILTER (WHERE kind = 'MANAGER' AND status IN ('SUBMITTED', 'REOPEN_REQUESTED')), 0),
  coalesce(sum(n) FILTER (WHERE kind = 'MANAGER' AND status IN ('DECLINED', 'NOT_PROVIDED')), 0),
  coalesce(sum(n) FILTER (WHERE kind = 'PEER' AND status IN ('NOT_STARTED')), 0),
  coalesce(sum(n) FILTER (WHERE kind = 'PEER' AND status IN ('DRAFT')), 0),
  coalesce(sum(n) FILTER (WHERE kind = 'PEER' AND status IN ('SUBMITTED', 'REOPEN_REQUESTED')), 0),
  coalesce(sum(n) FILTER (WHERE kind = 'PEER' AND status IN ('DECLINED', 'NOT_PROVIDED')), 0)
FROM (
  SELECT 1 AS n, cycle_id, team_name, 'PERSON' AS kind, status::text FROM participants WHERE is_counted(status)
  UNION ALL
  SELECT 1, p.cycle_id, p.team_name, r.direction::text, r.status::text
  FROM reviews r JOIN participants p ON p.id = r.participant_id WHERE is_counted(p.status)) counted
GROUP BY 1, 2;

REVOKE ALL ON FUNCTION count_progress(), sum_up_progress() FROM PUBLIC;
GRANT SELECT ON progress_counts TO app_web;
GRANT EXECUTE ON FUNCTION sum_up_progress() TO app_job, app_web;
