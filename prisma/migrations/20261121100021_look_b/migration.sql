-- Imported files --------------------------------------------------------------------------------------
-- What a preview keeps without its file: how many, and of the cells that were wrong not a word.
CREATE FUNCTION emptied_summary(_summary jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS
  $$ SELECT (_summary - ARRAY['created', 'changed', 'moved']) || '{"problems": []}' $$;

-- One text in the place of another, whatever the case of its letters.
CREATE FUNCTION renamed_text(_text text, _old text, _new text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT regexp_replace(_text, regexp_replace(_old, '([][\\.^$*+?(){}|-])', '\\\1', 'g'), _new, 'gi') $$;
REVOKE ALL ON FUNCTION emptied_summary(jsonb), renamed_text(text, text, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION erase_rows(_person uuid, _pseudonym text) RETURNS jsonb
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
  address text := 'erased.' || _person || '@erased.invalid';
  files uuid[];
  kept uuid[];
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
  -- A file that is emptied has no term any more, so nothing of it stays. One that names somebody held stays, with
  -- the pseudonym, as do lines about others whose manager this was.
  files := ARRAY(SELECT id FROM people_imports WHERE source <> '' AND strpos(lower(source), person.email) > 0);
  kept := ARRAY(SELECT i.id FROM people_imports i JOIN legal_holds h ON h.ended_at IS NULL
    JOIN people p ON p.id = h.person_id AND (p.id = i.actor_id OR strpos(lower(i.source), p.email) > 0)
    WHERE i.id = ANY(files));
  DELETE FROM people_import_changes WHERE person_id = _person OR (import_id = ANY(files) AND import_id <> ALL(kept));
  DELETE FROM people_import_entries WHERE email = person.email OR (import_id = ANY(files) AND import_id <> ALL(kept));
  UPDATE people_import_entries SET detail = renamed_text(renamed_text(detail::text, person.email, address),
      left(substr(to_jsonb(person.name)::text, 2), -1), _pseudonym)::jsonb
    WHERE strpos(lower(detail::text), person.email) > 0;
  UPDATE people_imports SET summary = emptied_summary(summary), source = CASE WHEN id = ANY(kept)
      THEN renamed_text(renamed_text(source, person.email, address), person.name, _pseudonym) ELSE '' END
    WHERE id = ANY(files);
  counts := counts || jsonb_build_object('imports', cardinality(files));
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
    USING _person, _pseudonym, address;

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

-- What was emptied before this is due by no term: it goes now.
DELETE FROM people_import_changes c USING people_imports i WHERE i.id = c.import_id AND i.source = '';
DELETE FROM people_import_entries e USING people_imports i WHERE i.id = e.import_id AND i.source = '';
UPDATE people_imports SET summary = emptied_summary(summary) WHERE source = '';

-- A hold keeps everything by and about a person: a reason that one of them wrote stays when the others' go.
CREATE OR REPLACE FUNCTION apply_retention(_class text, _most integer) RETURNS integer
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
      UPDATE reviews SET reason = NULL WHERE participant_id = ANY(affected) AND reason IS NOT NULL
        AND NOT is_held(ARRAY[author_id, subject_id], cycle_id);
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
      UPDATE people_imports SET source = '', summary = emptied_summary(summary) WHERE id = ANY(keys::uuid[]);
    WHEN 'invitations' THEN
      DELETE FROM invitations WHERE id = ANY(keys);
      DELETE FROM password_resets WHERE id::text = ANY(keys);
    WHEN 'provider-tokens' THEN DELETE FROM scim_tokens WHERE id = ANY(keys::uuid[]);
    WHEN 'sessions' THEN DELETE FROM sessions WHERE id = ANY(keys);
    WHEN 'sign-in-attempts' THEN
      DELETE FROM sign_in_attempts WHERE id = ANY(ARRAY(
        SELECT k::bigint FROM unnest(keys) AS k WHERE k NOT LIKE 'spent %'));
      DELETE FROM spent_sign_ins WHERE 'spent ' || id = ANY(keys);
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

-- Leaving ---------------------------------------------------------------------------------------------
-- Whoever leaves for good, on the last day or with a file, leaves no link behind and no power to come back to.
CREATE OR REPLACE FUNCTION apply_person_change(change uuid, today date) RETURNS boolean
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
      UPDATE password_resets SET expires_at = least(expires_at, date_trunc('milliseconds', now()))
        WHERE person_id = c.person_id AND used_at IS NULL;
      UPDATE role_grants SET valid_to = greatest(valid_from, now())
        WHERE person_id = c.person_id AND (valid_to IS NULL OR valid_to > now());
      UPDATE person_changes SET state = 'CANCELLED', settled_at = now()
        WHERE person_id = c.person_id AND state = 'PLANNED';
  END CASE;
  PERFORM set_config('app.day', '', true);
  RETURN true;
END $$;

CREATE OR REPLACE FUNCTION people_leave(leaving uuid[], day date) RETURNS void
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
  UPDATE password_resets SET expires_at = LEAST(expires_at, date_trunc('milliseconds', now()))
    WHERE person_id = ANY (leaving) AND used_at IS NULL;
  UPDATE role_grants SET valid_to = GREATEST(valid_from, now())
    WHERE person_id = ANY (leaving) AND (valid_to IS NULL OR valid_to > now());
  UPDATE person_changes SET state = 'CANCELLED', settled_at = now()
    WHERE person_id = ANY (leaving) AND state = 'PLANNED';
END $$;

-- Called by its trigger alone.
REVOKE ALL ON FUNCTION forget_delegation_reasons() FROM PUBLIC;
