-- How long things are kept, what is held back from removal, who was erased, and what people get who ask for
-- what is known of them.
CREATE TYPE "ErasureState" AS ENUM ('APPROVED', 'DONE');
CREATE TYPE "AccessState" AS ENUM ('OPEN', 'RELEASED', 'CLOSED');
CREATE TYPE "RedactionDecision" AS ENUM ('KEEP', 'BLACKEN', 'LEAVE_OUT');

CREATE TABLE "retention_rules" (
    "class" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "min_days" INTEGER NOT NULL,
    "max_days" INTEGER NOT NULL,
    "changed_by_id" UUID,
    "changed_at" TIMESTAMPTZ(3),

    CONSTRAINT "retention_rules_pkey" PRIMARY KEY ("class")
);

CREATE TABLE "legal_holds" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID,
    "cycle_id" UUID,
    "reason" TEXT NOT NULL,
    "placed_by_id" UUID NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "ended_by_id" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "approval_id" UUID,

    CONSTRAINT "legal_holds_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "erasures" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID NOT NULL,
    "team_id" UUID,
    "legal_basis" TEXT NOT NULL,
    "pseudonym" TEXT NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "approved_by_id" UUID NOT NULL,
    "approval_id" UUID,
    "approved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "state" "ErasureState" NOT NULL DEFAULT 'APPROVED',
    "done_at" TIMESTAMPTZ(3),
    "counts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "erasures_person_id_key" ON "erasures"("person_id");
CREATE UNIQUE INDEX "erasures_approval_id_key" ON "erasures"("approval_id");

CREATE TABLE "access_requests" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID NOT NULL,
    "opened_by_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "state" "AccessState" NOT NULL DEFAULT 'OPEN',
    "content" JSONB,
    "released_by_id" UUID,
    "released_at" TIMESTAMPTZ(3),
    "approval_id" UUID,
    "downloads" INTEGER NOT NULL DEFAULT 0,
    "downloaded_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_requests_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "access_requests_person_id_idx" ON "access_requests"("person_id");
CREATE UNIQUE INDEX "access_requests_approval_id_key" ON "access_requests"("approval_id");
CREATE UNIQUE INDEX access_requests_one_open ON access_requests (person_id) WHERE state = 'OPEN';

CREATE TABLE "access_request_items" (
    "request_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "place" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "match" TEXT NOT NULL,
    "decision" "RedactionDecision",
    "reason" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_request_items_pkey" PRIMARY KEY ("request_id","number")
);

-- Where the log of events was cut off by its retention; seals stay, so that the chain stays whole.
CREATE TABLE "audit_cuts" (
    "sequence" BIGINT NOT NULL,
    "cut_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "audit_cuts_pkey" PRIMARY KEY ("sequence")
);

-- Why an HR partner shared in place of the manager: words of a person, so they go where the packet goes.
ALTER TABLE "packets" ADD COLUMN "share_reason" TEXT;

ALTER TABLE "legal_holds" ADD CONSTRAINT "legal_holds_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "legal_holds" ADD CONSTRAINT "legal_holds_cycle_id_fkey"
  FOREIGN KEY ("cycle_id") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "legal_holds" ADD CONSTRAINT "legal_holds_placed_by_id_fkey"
  FOREIGN KEY ("placed_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "legal_holds" ADD CONSTRAINT "legal_holds_ended_by_id_fkey"
  FOREIGN KEY ("ended_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "access_requests" ADD CONSTRAINT "access_requests_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "access_requests" ADD CONSTRAINT "access_requests_opened_by_id_fkey"
  FOREIGN KEY ("opened_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "access_requests" ADD CONSTRAINT "access_requests_released_by_id_fkey"
  FOREIGN KEY ("released_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "access_request_items" ADD CONSTRAINT "access_request_items_request_id_fkey"
  FOREIGN KEY ("request_id") REFERENCES "access_requests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE retention_rules ADD CONSTRAINT retention_rules_range CHECK (days BETWEEN min_days AND max_days);
ALTER TABLE legal_holds ADD CONSTRAINT legal_holds_of_one CHECK (num_nonnulls(person_id, cycle_id) = 1);
ALTER TABLE legal_holds ADD CONSTRAINT legal_holds_not_own CHECK (person_id IS DISTINCT FROM placed_by_id);
ALTER TABLE legal_holds ADD CONSTRAINT legal_holds_ended CHECK (num_nonnulls(ended_by_id, ended_at, approval_id) IN (0, 3));
ALTER TABLE erasures ADD CONSTRAINT erasures_of_two CHECK (requested_by_id <> approved_by_id
  AND person_id <> requested_by_id AND person_id <> approved_by_id);
ALTER TABLE erasures ADD CONSTRAINT erasures_done CHECK ((state = 'DONE') = (done_at IS NOT NULL));
ALTER TABLE access_requests ADD CONSTRAINT access_requests_not_own CHECK (person_id <> opened_by_id);
ALTER TABLE access_requests ADD CONSTRAINT access_requests_released
  CHECK (num_nonnulls(released_by_id, released_at, approval_id) IN (0, 3) AND (state <> 'RELEASED' OR released_at IS NOT NULL));
ALTER TABLE access_request_items ADD CONSTRAINT access_request_items_decided
  CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS DISTINCT FROM 'LEAVE_OUT' OR reason <> ''));
CREATE UNIQUE INDEX legal_holds_one_person ON legal_holds (person_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX legal_holds_one_cycle ON legal_holds (cycle_id) WHERE ended_at IS NULL;

INSERT INTO retention_rules (class, days, min_days, max_days) VALUES
  ('drafts', 365, 90, 1825), ('submissions', 1825, 365, 3650), ('packets', 1825, 365, 3650),
  ('access-packages', 30, 30, 90), ('imports', 90, 7, 730), ('invitations', 30, 1, 365),
  ('sessions', 30, 1, 365), ('sign-in-attempts', 7, 1, 90), ('repeated-requests', 2, 2, 30),
  ('messages', 30, 7, 365), ('audit-events', 2555, 730, 3650);

-- Removal -----------------------------------------------------------------------------------------
-- Rows that are never changed go in two ways only: by their retention and by an erasure, both in functions
-- of the owner. A pass holds within such a function, in this transaction, for the owner.
CREATE FUNCTION removal_pass() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT current_setting('app.removal', true) IS NOT DISTINCT FROM pg_current_xact_id_if_assigned()::text
    AND current_setting('app.removal', true) <> '' $$;

CREATE FUNCTION owns_table(_table oid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = _table $$;

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('DELETE', 'UPDATE') AND removal_pass() AND owns_table(TG_RELID) THEN
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME <> 'audit_seals' THEN
      RETURN OLD;
    ELSIF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'packets' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE OR REPLACE FUNCTION refuse_change_of_decided_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF removal_pass() AND owns_table(TG_RELID) THEN
    RETURN NEW;
  END IF;
  IF OLD.state <> 'OPEN' THEN
    RAISE EXCEPTION 'an approval that was decided is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['drafts', 'draft_revisions', 'draft_conflicts', 'submission_authors'] LOOP
    EXECUTE format('CREATE POLICY removal ON %I TO CURRENT_USER USING (removal_pass()) WITH CHECK (false)', name);
  END LOOP;
END $$;

-- Retention ---------------------------------------------------------------------------------------
CREATE FUNCTION is_held(_people uuid[], _cycle uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT FROM legal_holds h WHERE h.ended_at IS NULL
    AND (h.person_id = ANY(_people) OR h.cycle_id = _cycle)) $$;

-- What is due now, by the database's clock: exactly what a run removes. No text, ids and instants only.
CREATE FUNCTION retention_due(_class text) RETURNS TABLE (key text, since timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before timestamptz;
  cut bigint;
BEGIN
  SELECT now() - r.days * interval '24 hours' INTO before FROM retention_rules r WHERE r.class = _class;
  IF before IS NULL THEN
    RETURN;
  END IF;
  PERFORM set_config('app.removal', pg_current_xact_id()::text, true);
  CASE _class
    WHEN 'drafts' THEN RETURN QUERY
      SELECT d.id::text, c.closed_at FROM drafts d JOIN reviews r ON r.id = d.review_id
        JOIN cycles c ON c.id = r.cycle_id
      WHERE c.closed_at <= before AND c.state IN ('CLOSED', 'ARCHIVED')
        AND NOT is_held(ARRAY[d.author_id, r.subject_id], r.cycle_id);
    WHEN 'submissions' THEN RETURN QUERY
      SELECT s.id::text, c.closed_at FROM submissions s JOIN cycles c ON c.id = s.cycle_id
        LEFT JOIN submission_authors a ON a.submission_id = s.id
      WHERE c.closed_at <= before AND c.state IN ('CLOSED', 'ARCHIVED')
        AND NOT is_held(ARRAY[s.subject_id, a.author_id], s.cycle_id);
    WHEN 'packets' THEN RETURN QUERY
      SELECT k.id::text, c.closed_at FROM packets k JOIN cycles c ON c.id = k.cycle_id
      WHERE c.closed_at <= before AND c.state IN ('CLOSED', 'ARCHIVED')
        AND NOT is_held(ARRAY[k.subject_id, k.shared_by_id]
          || ARRAY(SELECT r.author_id FROM reviews r WHERE r.participant_id = k.participant_id), k.cycle_id);
    WHEN 'access-packages' THEN RETURN QUERY
      SELECT q.id::text, q.at FROM (SELECT a.id, a.person_id,
          coalesce(a.released_at, a.closed_at, a.opened_at + interval '60 days') AS at
        FROM access_requests a WHERE a.content IS NOT NULL) q
      WHERE q.at <= before AND NOT is_held(ARRAY[q.person_id], NULL);
    WHEN 'imports' THEN RETURN QUERY
      SELECT i.id::text, i.created_at FROM people_imports i
      WHERE i.created_at <= before AND i.source <> '' AND NOT EXISTS (
        SELECT FROM legal_holds h JOIN people p ON p.id = h.person_id
        WHERE h.ended_at IS NULL AND (i.actor_id = p.id OR strpos(lower(i.source), p.email) > 0));
    WHEN 'invitations' THEN RETURN QUERY
      SELECT i.id, coalesce(i.used_at, i.expires_at) FROM invitations i
      WHERE coalesce(i.used_at, i.expires_at) <= before AND NOT is_held(ARRAY[i.person_id], NULL);
    WHEN 'sessions' THEN RETURN QUERY
      SELECT s.id, coalesce(s.revoked_at, s.last_seen_at) FROM sessions s
      WHERE coalesce(s.revoked_at, s.last_seen_at) <= before AND NOT is_held(ARRAY[s.person_id], NULL);
    WHEN 'sign-in-attempts' THEN RETURN QUERY
      SELECT t.id::text, t.at FROM sign_in_attempts t
      WHERE t.at <= before AND NOT EXISTS (SELECT FROM legal_holds h JOIN people p ON p.id = h.person_id
        WHERE h.ended_at IS NULL AND p.email = t.account_key);
    WHEN 'repeated-requests' THEN RETURN QUERY
      SELECT k.actor_id || ' ' || k.key, k.created_at FROM idempotency_keys k
      WHERE k.created_at <= before AND NOT is_held(ARRAY[k.actor_id], NULL);
    WHEN 'messages' THEN RETURN QUERY
      SELECT m.id::text, coalesce(m.sent_at, m.created_at) FROM outbox_messages m
      WHERE m.state IN ('SENT', 'DEAD') AND coalesce(m.sent_at, m.created_at) <= before
        AND NOT is_held(ARRAY[m.recipient_id], NULL);
    WHEN 'audit-events' THEN
      -- From the beginning of the chain without a gap, up to the first that is to be kept.
      SELECT min(s.sequence) INTO cut FROM audit_seals s JOIN audit_events e ON e.id = s.event_id
        WHERE e.at > before OR is_held(ARRAY[e.actor_id, e.subject_id], e.cycle_id);
      RETURN QUERY SELECT s.sequence::text, e.at FROM audit_seals s JOIN audit_events e ON e.id = s.event_id
        WHERE e.at <= before AND (cut IS NULL OR s.sequence < cut);
    ELSE NULL;
  END CASE;
  PERFORM set_config('app.removal', '', true);
END $$;

-- Removes what is due, at most so many at once, the oldest first, and tells how many.
CREATE FUNCTION apply_retention(_class text, _most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  keys text[];
  affected uuid[];
BEGIN
  -- A hold that is being placed waits for this batch, or this batch for the hold.
  PERFORM pg_advisory_xact_lock(hashtext('rung removal'));
  keys := ARRAY(SELECT d.key FROM retention_due(_class) d
    ORDER BY CASE WHEN _class = 'audit-events' THEN d.key::bigint END, d.since, d.key LIMIT _most);
  IF cardinality(keys) = 0 THEN
    RETURN 0;
  END IF;
  PERFORM set_config('app.removal', pg_current_xact_id()::text, true);
  CASE _class
    WHEN 'drafts' THEN
      DELETE FROM draft_conflicts WHERE draft_id = ANY(keys::uuid[]);
      DELETE FROM draft_revisions WHERE draft_id = ANY(keys::uuid[]);
      DELETE FROM drafts WHERE id = ANY(keys::uuid[]);
    WHEN 'submissions' THEN
      affected := ARRAY(SELECT DISTINCT participant_id FROM submissions WHERE id = ANY(keys::uuid[]));
      DELETE FROM ratings WHERE submission_id = ANY(keys::uuid[]);
      DELETE FROM submission_authors WHERE submission_id = ANY(keys::uuid[]);
      DELETE FROM submissions WHERE id = ANY(keys::uuid[]);
      UPDATE reviews SET reason = NULL WHERE participant_id = ANY(affected) AND reason IS NOT NULL;
      DELETE FROM score_snapshots WHERE participant_id = ANY(affected) AND audience = 'OFFICIAL';
    WHEN 'packets' THEN
      affected := ARRAY(SELECT DISTINCT participant_id FROM packets WHERE id = ANY(keys::uuid[]));
      DELETE FROM packet_acknowledgements WHERE packet_id = ANY(keys::uuid[]);
      DELETE FROM packet_replies WHERE packet_id = ANY(keys::uuid[]);
      DELETE FROM packet_views WHERE packet_id = ANY(keys::uuid[]);
      DELETE FROM packets WHERE id = ANY(keys::uuid[]);
      DELETE FROM score_snapshots WHERE participant_id = ANY(affected) AND audience = 'SHARED';
    WHEN 'access-packages' THEN
      DELETE FROM access_request_items WHERE request_id = ANY(keys::uuid[]);
      UPDATE access_requests SET content = NULL, state = 'CLOSED', closed_at = coalesce(closed_at, now())
        WHERE id = ANY(keys::uuid[]);
    WHEN 'imports' THEN
      DELETE FROM people_import_changes WHERE import_id = ANY(keys::uuid[]);
      DELETE FROM people_import_entries WHERE import_id = ANY(keys::uuid[]);
      UPDATE people_imports SET source = '', summary = summary - ARRAY['created', 'changed', 'moved']
        WHERE id = ANY(keys::uuid[]);
    WHEN 'invitations' THEN DELETE FROM invitations WHERE id = ANY(keys);
    WHEN 'sessions' THEN DELETE FROM sessions WHERE id = ANY(keys);
    WHEN 'sign-in-attempts' THEN DELETE FROM sign_in_attempts WHERE id = ANY(keys::bigint[]);
    WHEN 'repeated-requests' THEN DELETE FROM idempotency_keys WHERE actor_id || ' ' || key = ANY(keys);
    WHEN 'messages' THEN DELETE FROM outbox_messages WHERE id = ANY(keys::uuid[]);
    WHEN 'audit-events' THEN
      INSERT INTO audit_cuts (sequence) SELECT max(k::bigint) FROM unnest(keys) AS k ON CONFLICT DO NOTHING;
      DELETE FROM audit_events WHERE id IN (
        SELECT s.event_id FROM audit_seals s WHERE s.sequence = ANY(keys::bigint[]));
    ELSE NULL;
  END CASE;
  PERFORM set_config('app.removal', '', true);
  RETURN cardinality(keys);
END $$;

-- Erasure -----------------------------------------------------------------------------------------
-- Nobody is erased without the approval of a second person, of this kind, for this person; nor while held,
-- nor while the account works. The owner alone, who replays the log after a restore, has none.
CREATE FUNCTION refuse_unapproved_erasure() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('rung removal'));
  IF NEW.state <> 'APPROVED' OR NOT EXISTS (SELECT FROM approvals a WHERE a.id = NEW.approval_id AND a.kind = 'erasure'
      AND a.object_id = NEW.person_id::text AND a.state = 'APPROVED'
      AND a.requested_by_id = NEW.requested_by_id AND a.decided_by_id = NEW.approved_by_id) THEN
    RAISE EXCEPTION 'an erasure needs its approval' USING ERRCODE = 'restrict_violation';
  END IF;
  IF is_held(ARRAY[NEW.person_id], NULL) OR EXISTS (SELECT FROM legal_holds h JOIN participants p ON p.cycle_id = h.cycle_id
      WHERE p.person_id = NEW.person_id AND h.ended_at IS NULL) THEN
    RAISE EXCEPTION 'a legal hold keeps this person' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM people WHERE id = NEW.person_id AND is_active) THEN
    RAISE EXCEPTION 'an active person is not erased' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER erasures_approved BEFORE INSERT ON erasures FOR EACH ROW
  WHEN (current_setting('app.replay', true) IS DISTINCT FROM 'on' OR current_user IN ('app_web', 'app_job'))
  EXECUTE FUNCTION refuse_unapproved_erasure();

-- Text in which the old name stands for the person, as authors and managers stand in packets of others.
CREATE FUNCTION renamed_packet(_payload jsonb, _person uuid, _name text, _pseudonym text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT _payload
    || CASE WHEN _payload -> 'manager' ->> 'id' = _person::text
      THEN jsonb_build_object('manager', (_payload -> 'manager') || jsonb_build_object('name', _pseudonym)) ELSE '{}' END
    || jsonb_build_object('reviews', (SELECT coalesce(jsonb_agg(
        CASE WHEN r ->> 'author' = _name THEN r || jsonb_build_object('author', _pseudonym) ELSE r END ORDER BY n), '[]')
      FROM jsonb_array_elements(coalesce(_payload -> 'reviews', '[]')) WITH ORDINALITY AS t (r, n)))
    || jsonb_build_object('ratings', (SELECT coalesce(jsonb_agg(
        CASE WHEN r ->> 'rater' = _name THEN r || jsonb_build_object('rater', _pseudonym) ELSE r END ORDER BY n), '[]')
      FROM jsonb_array_elements(coalesce(_payload -> 'ratings', '[]')) WITH ORDINALITY AS t (r, n)))
$$;

-- Everything about the person and everything private of them; what they handed in about others stays, under
-- the pseudonym. Called by the functions below only.
CREATE FUNCTION erase_rows(_person uuid, _pseudonym text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  counts jsonb := '{}';
  n bigint;
  person people;
  own uuid[];
  about uuid[];
  given uuid[];
  unsent uuid[];
  spot record;
  emptied text;
BEGIN
  SELECT * INTO person FROM people WHERE id = _person FOR UPDATE;
  PERFORM set_config('app.removal', pg_current_xact_id()::text, true);
  own := ARRAY(SELECT id FROM participants WHERE person_id = _person);
  about := ARRAY(SELECT id FROM submissions WHERE participant_id = ANY(own));

  unsent := ARRAY(SELECT d.id FROM drafts d JOIN reviews r ON r.id = d.review_id
    WHERE d.author_id = _person OR r.participant_id = ANY(own));
  DELETE FROM draft_conflicts WHERE draft_id = ANY(unsent);
  DELETE FROM draft_revisions WHERE draft_id = ANY(unsent);
  DELETE FROM drafts WHERE id = ANY(unsent);
  GET DIAGNOSTICS n = ROW_COUNT;
  counts := counts || jsonb_build_object('drafts', n);

  DELETE FROM packet_acknowledgements WHERE packet_id IN (SELECT id FROM packets WHERE participant_id = ANY(own));
  DELETE FROM packet_replies WHERE packet_id IN (SELECT id FROM packets WHERE participant_id = ANY(own));
  GET DIAGNOSTICS n = ROW_COUNT;
  counts := counts || jsonb_build_object('replies', n);
  DELETE FROM packet_views WHERE packet_id IN (SELECT id FROM packets WHERE participant_id = ANY(own));
  DELETE FROM packets WHERE participant_id = ANY(own);
  GET DIAGNOSTICS n = ROW_COUNT;
  counts := counts || jsonb_build_object('packets', n);

  DELETE FROM ratings WHERE submission_id = ANY(about);
  DELETE FROM submission_authors WHERE submission_id = ANY(about);
  DELETE FROM submissions WHERE id = ANY(about);
  GET DIAGNOSTICS n = ROW_COUNT;
  counts := counts || jsonb_build_object('submissions', n);
  DELETE FROM score_snapshots WHERE participant_id = ANY(own);
  DELETE FROM reviews WHERE participant_id = ANY(own);
  GET DIAGNOSTICS n = ROW_COUNT;
  counts := counts || jsonb_build_object('tasks', n);
  UPDATE participants SET status_reason = NULL WHERE id = ANY(own) AND status_reason IS NOT NULL;
  -- What was reopened stands as it was handed in before.
  UPDATE reviews SET version = version + 1,
      status = CASE WHEN revision > 0 THEN 'SUBMITTED' ELSE 'NOT_PROVIDED' END::"ReviewStatus"
    WHERE author_id = _person AND status IN ('NOT_STARTED', 'DRAFT');
  UPDATE reviews SET reason = NULL WHERE author_id = _person AND reason IS NOT NULL;

  given := ARRAY(SELECT participant_id FROM reviews WHERE author_id = _person
    UNION SELECT participant_id FROM contribution_windows WHERE author_id = _person
    UNION SELECT id FROM participants WHERE manager_id = _person);
  UPDATE packets SET payload = renamed_packet(payload, _person, person.name, _pseudonym)
    WHERE participant_id = ANY(given) AND renamed_packet(payload, _person, person.name, _pseudonym) <> payload;
  GET DIAGNOSTICS n = ROW_COUNT;
  counts := counts || jsonb_build_object('renamed', n);
  UPDATE packets SET share_reason = NULL WHERE shared_by_id = _person AND share_reason IS NOT NULL;

  DELETE FROM access_request_items WHERE request_id IN (SELECT id FROM access_requests WHERE person_id = _person);
  UPDATE access_requests SET content = NULL, state = 'CLOSED', closed_at = coalesce(closed_at, now())
    WHERE person_id = _person AND content IS NOT NULL;
  GET DIAGNOSTICS n = ROW_COUNT;
  counts := counts || jsonb_build_object('packages', n);
  UPDATE approvals SET reason = '' WHERE subject_id = _person AND reason <> '';
  UPDATE legal_holds SET reason = '' WHERE person_id = _person;
  DELETE FROM people_import_changes WHERE person_id = _person;
  DELETE FROM people_import_entries WHERE email = person.email;
  UPDATE people_imports SET source = '', summary = summary - ARRAY['created', 'changed', 'moved']
    WHERE source <> '' AND strpos(lower(source), person.email) > 0;
  GET DIAGNOSTICS n = ROW_COUNT;
  counts := counts || jsonb_build_object('imports', n);
  DELETE FROM sign_in_attempts WHERE account_key = person.email;
  DELETE FROM idempotency_keys WHERE actor_id = _person;
  DELETE FROM outbox_messages WHERE recipient_id = _person;

  DELETE FROM reporting_lines WHERE person_id = _person;
  UPDATE reporting_lines SET to_on = greatest(from_on, recorded_day()) WHERE manager_id = _person AND to_on IS NULL;
  PERFORM recompute_closure(ARRAY[_person]);
  -- Whatever belongs to one person: accounts, identities, sessions, levels, lines, teams and roles over time,
  -- also in tables that come later.
  FOR spot IN
    SELECT c.conrelid::regclass AS place, a.attname AS field FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'people'::regclass AND a.attname = 'person_id'
      AND c.conrelid NOT IN ('participants'::regclass, 'erasures'::regclass, 'legal_holds'::regclass,
        'access_requests'::regclass, 'org_closure'::regclass)
    ORDER BY c.conrelid::regclass::text
  LOOP
    EXECUTE format('DELETE FROM %s WHERE %I = $1', spot.place, spot.field) USING _person;
    GET DIAGNOSTICS n = ROW_COUNT;
    IF n > 0 THEN
      counts := counts || jsonb_build_object(spot.place::text, n);
    END IF;
  END LOOP;
  SELECT string_agg(format('%I = NULL', attname), ', ') INTO emptied FROM pg_attribute
    WHERE attrelid = 'people'::regclass AND attnum > 0 AND NOT attisdropped AND NOT attnotnull AND attgenerated = '';
  EXECUTE format('UPDATE people SET is_active = false, name = $2, email = $3, %s WHERE id = $1', emptied)
    USING _person, _pseudonym, 'erased.' || _person || '@erased.invalid';

  SELECT count(*) INTO n FROM submission_authors WHERE author_id = _person;
  counts := counts || jsonb_build_object('kept_authored', n);
  SELECT count(*) INTO n FROM audit_events WHERE actor_id = _person OR subject_id = _person;
  counts := counts || jsonb_build_object('kept_audit', n);
  SELECT count(*) INTO n FROM submissions s WHERE s.participant_id = ANY(given)
    AND strpos(lower(s.body::text), lower(person.name)) > 0;
  counts := counts || jsonb_build_object('kept_mentions', n);
  PERFORM set_config('app.removal', '', true);
  RETURN counts;
END $$;

-- What an erasure would do, by doing it and undoing it.
CREATE FUNCTION preview_erasure(_person uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE counts jsonb;
BEGIN
  BEGIN
    counts := erase_rows(_person, 'Former person');
    RAISE EXCEPTION 'undo' USING ERRCODE = 'RU001';
  EXCEPTION WHEN SQLSTATE 'RU001' THEN NULL;
  END;
  RETURN counts;
END $$;

-- Does what was approved, once; null where there is nothing to do.
CREATE FUNCTION run_erasure(_erasure uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  erasure erasures;
  done jsonb;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('rung removal'));
  SELECT * INTO erasure FROM erasures WHERE id = _erasure AND state = 'APPROVED' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  done := erase_rows(erasure.person_id, erasure.pseudonym);
  UPDATE erasures SET state = 'DONE', done_at = now(), counts = done WHERE id = _erasure;
  INSERT INTO audit_events (action, object_type, object_id, subject_id, decision, reason)
    VALUES ('erase.run', 'erasure', _erasure::text, erasure.person_id, 'allow', 'approved');
  RETURN done;
END $$;

-- After a restore: an erasure of the log that this database has not seen. False where it is done already.
CREATE FUNCTION replay_erasure(
  _erasure uuid, _person uuid, _basis text, _pseudonym text, _requested_by uuid, _approved_by uuid, _approved_at timestamptz)
RETURNS boolean LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM erasures WHERE id = _erasure AND state = 'DONE') THEN
    RETURN false;
  END IF;
  IF NOT EXISTS (SELECT FROM people WHERE id = _person) THEN
    RETURN false;
  END IF;
  PERFORM set_config('app.replay', 'on', true);
  INSERT INTO erasures (id, person_id, team_id, legal_basis, pseudonym, requested_by_id, approved_by_id, approved_at)
    SELECT _erasure, p.id, p.team_id, _basis, _pseudonym, _requested_by, _approved_by, _approved_at
    FROM people p WHERE p.id = _person ON CONFLICT (id) DO NOTHING;
  PERFORM set_config('app.replay', '', true);
  RETURN run_erasure(_erasure) IS NOT NULL;
END $$;

CREATE FUNCTION is_erased(_person uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT FROM erasures WHERE person_id = _person AND state = 'DONE') $$;

-- What the processes may do -----------------------------------------------------------------------
REVOKE ALL ON FUNCTION retention_due(text), apply_retention(text, integer), erase_rows(uuid, text), preview_erasure(uuid),
  run_erasure(uuid), replay_erasure(uuid, uuid, text, text, uuid, uuid, timestamptz), refuse_unapproved_erasure(),
  renamed_packet(jsonb, uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_due(text) TO app_web, app_job;
GRANT EXECUTE ON FUNCTION apply_retention(text, integer) TO app_job;
GRANT EXECUTE ON FUNCTION preview_erasure(uuid) TO app_web;
GRANT EXECUTE ON FUNCTION run_erasure(uuid) TO app_job;
GRANT SELECT ON retention_rules, legal_holds, erasures, access_requests, access_request_items, audit_cuts TO app_web;
GRANT UPDATE (days, changed_by_id, changed_at) ON retention_rules TO app_web;
GRANT INSERT ON legal_holds, erasures, access_requests, access_request_items TO app_web;
GRANT UPDATE (ended_by_id, ended_at, approval_id) ON legal_holds TO app_web;
GRANT UPDATE (state, released_by_id, released_at, approval_id, downloads, downloaded_at, closed_at) ON access_requests TO app_web;
GRANT UPDATE (decision, reason, decided_by_id, decided_at) ON access_request_items TO app_web;
GRANT SELECT ON retention_rules, erasures, audit_cuts TO app_job;

SELECT pgboss.create_queue('apply-retention', '{"policy": "exclusive", "retryLimit": 2, "expireInSeconds": 3600, "deleteAfterSeconds": 604800}');
SELECT pgboss.create_queue('run-erasures', '{"policy": "exclusive", "retryLimit": 5, "expireInSeconds": 300, "deleteAfterSeconds": 604800}');
