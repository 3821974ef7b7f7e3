-- What Prisma cannot express: checks, partial indexes, triggers, row-level security, grants.

-- Checks ---------------------------------------------------------------------------------------
ALTER TABLE organisations ADD CONSTRAINT organisations_single_row CHECK (id = 1);
ALTER TABLE people ADD CONSTRAINT people_email_lower CHECK (email = lower(email));
ALTER TABLE reporting_lines ADD CONSTRAINT reporting_lines_not_self CHECK (person_id <> manager_id);
ALTER TABLE reporting_lines ADD CONSTRAINT reporting_lines_order CHECK (to_on IS NULL OR to_on >= from_on);
ALTER TABLE person_levels ADD CONSTRAINT person_levels_order CHECK (to_on IS NULL OR to_on >= from_on);
ALTER TABLE org_closure ADD CONSTRAINT org_closure_depth CHECK (depth BETWEEN 1 AND 20 AND manager_id <> person_id);
ALTER TABLE ratings ADD CONSTRAINT ratings_scale CHECK (value BETWEEN 1 AND 5);
ALTER TABLE cycles ADD CONSTRAINT cycles_period CHECK (period_start < period_end);
ALTER TABLE ladders ADD CONSTRAINT ladders_key CHECK (key ~ '^[a-z0-9][a-z0-9._-]{0,59}$');
ALTER TABLE tracks ADD CONSTRAINT tracks_key CHECK (key ~ '^[a-z0-9][a-z0-9._-]{0,59}$');
ALTER TABLE levels ADD CONSTRAINT levels_key CHECK (key ~ '^[a-z0-9][a-z0-9._-]{0,59}$');
ALTER TABLE categories ADD CONSTRAINT categories_key CHECK (key ~ '^[a-z0-9][a-z0-9._-]{0,59}$');
ALTER TABLE items ADD CONSTRAINT items_key CHECK (key ~ '^[a-z0-9][a-z0-9._-]{0,59}$');
ALTER TABLE items ADD CONSTRAINT items_weight CHECK (weight >= 0);
ALTER TABLE items ADD CONSTRAINT items_text CHECK (char_length(text) BETWEEN 1 AND 4000);
ALTER TABLE level_facts ADD CONSTRAINT level_facts_range CHECK (min IS NULL OR max IS NULL OR min <= max);
ALTER TABLE transitions ADD CONSTRAINT transitions_from CHECK (
  num_nonnulls(from_level_id, from_track_id, from_label) >= 1
  AND (from_level_id IS NULL OR from_level_id <> to_level_id));

-- At most one of its kind ----------------------------------------------------------------------
CREATE UNIQUE INDEX reporting_lines_one_open ON reporting_lines (person_id) WHERE to_on IS NULL;
CREATE UNIQUE INDEX person_levels_one_open ON person_levels (person_id) WHERE to_on IS NULL;
CREATE UNIQUE INDEX ladder_versions_one_draft ON ladder_versions (ladder_id) WHERE status = 'DRAFT';
CREATE UNIQUE INDEX ladder_versions_one_published ON ladder_versions (ladder_id) WHERE status = 'PUBLISHED';
CREATE UNIQUE INDEX contribution_windows_one_primary ON contribution_windows (participant_id)
  WHERE role = 'PRIMARY' AND is_open;
CREATE UNIQUE INDEX role_grants_one_open ON role_grants (person_id, role, COALESCE(scope_team_id, '00000000-0000-0000-0000-000000000000'))
  WHERE valid_to IS NULL;

-- Search ---------------------------------------------------------------------------------------
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX people_search ON people USING gin ((lower(name) || ' ' || email) gin_trgm_ops);

-- Published ladders do not change ---------------------------------------------------------------
CREATE FUNCTION ladder_version_status(version uuid) RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT status::text FROM ladder_versions WHERE id = version $$;

CREATE FUNCTION refuse_change_of_published_ladder() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  version uuid;
  row_data jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
  version := CASE TG_TABLE_NAME
    WHEN 'level_facts' THEN (SELECT version_id FROM levels WHERE id = (row_data ->> 'level_id')::uuid)
    WHEN 'level_targets' THEN (SELECT version_id FROM levels WHERE id = (row_data ->> 'level_id')::uuid)
    WHEN 'item_levels' THEN (SELECT version_id FROM items WHERE id = (row_data ->> 'item_id')::uuid)
    WHEN 'scale_points' THEN (SELECT version_id FROM scales WHERE id = (row_data ->> 'scale_id')::uuid)
    ELSE (row_data ->> 'version_id')::uuid
  END;
  IF ladder_version_status(version) IS DISTINCT FROM 'DRAFT' THEN
    RAISE EXCEPTION 'a published ladder version cannot be changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tracks', 'levels', 'level_facts', 'categories', 'items', 'item_levels',
    'scales', 'scale_points', 'level_targets', 'transitions', 'ladder_sources'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW
      EXECUTE FUNCTION refuse_change_of_published_ladder()', name || '_frozen', name);
  END LOOP;
END $$;

CREATE FUNCTION refuse_return_to_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'DRAFT' AND (NEW.status = 'DRAFT'
     OR (to_jsonb(NEW) - 'status') IS DISTINCT FROM (to_jsonb(OLD) - 'status')) THEN
    RAISE EXCEPTION 'a published ladder version cannot be changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ladder_versions_frozen BEFORE UPDATE ON ladder_versions FOR EACH ROW
  EXECUTE FUNCTION refuse_return_to_draft();

-- What was handed in, shared or recorded is never changed ---------------------------------------
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['submissions', 'submission_authors', 'ratings', 'packets',
    'packet_acknowledgements', 'packet_replies', 'audit_events', 'draft_revisions'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW
      EXECUTE FUNCTION refuse_change()', name || '_immutable', name);
  END LOOP;
END $$;

-- Author-private tables -------------------------------------------------------------------------
CREATE FUNCTION current_author() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.uid', true), '')::uuid $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['drafts', 'draft_revisions', 'draft_conflicts', 'submission_authors'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY author_only ON %I USING (author_id = current_author())
      WITH CHECK (author_id = current_author())', name);
  END LOOP;
END $$;

-- The one way to a writer's name: the caller has asked the policy first; the reveal itself is recorded.
CREATE POLICY revealed ON submission_authors FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION reveal_author(submission uuid, reader uuid, reason text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE author uuid;
BEGIN
  SELECT author_id INTO author FROM submission_authors WHERE submission_id = submission;
  INSERT INTO audit_events (actor_id, action, object_type, object_id, subject_id, cycle_id, decision, reason)
    SELECT reader, 'peerAuthor.read', 'submission', submission::text, s.subject_id, s.cycle_id, 'allow', reveal_author.reason
    FROM submissions s WHERE s.id = submission;
  RETURN author;
END $$;
REVOKE ALL ON FUNCTION reveal_author(uuid, uuid, text) FROM PUBLIC;

-- What the processes may do ---------------------------------------------------------------------
GRANT USAGE ON SCHEMA public TO app_web, app_job;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app_web;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app_web, app_job;
REVOKE UPDATE, DELETE ON submissions, submission_authors, ratings, packets, packet_acknowledgements,
  packet_replies, audit_events, draft_revisions, ladder_sources FROM app_web;
REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM app_web;
GRANT EXECUTE ON FUNCTION reveal_author(uuid, uuid, text) TO app_web;

GRANT SELECT ON organisations, people, teams, reporting_lines, org_closure, person_levels, role_grants,
  cycles, participants, contribution_windows, reviews, outbox_messages, idempotency_keys, levels, tracks,
  ladder_versions, ladders, _prisma_migrations TO app_job;
GRANT INSERT ON audit_events, outbox_messages, participants, contribution_windows, reviews TO app_job;
GRANT UPDATE (state, launch_total, launch_done, launched_at, closed_at, version) ON cycles TO app_job;
GRANT UPDATE (status, version) ON participants TO app_job;
GRANT UPDATE (status, version) ON reviews TO app_job;
GRANT UPDATE (state, attempts, next_try_at, sent_at) ON outbox_messages TO app_job;
GRANT SELECT, DELETE ON idempotency_keys, sign_in_attempts TO app_job;
GRANT SELECT (id, email, name, is_active) ON people TO app_job;
