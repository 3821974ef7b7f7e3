-- Links for a password, tokens of providers and sign-ins that came back once have a term as everything else
-- has; whoever was erased does not come back; administrators read what was done to the provider.
INSERT INTO retention_rules (class, days, min_days, max_days) VALUES ('provider-tokens', 365, 30, 2555);

CREATE OR REPLACE FUNCTION retention_due(_class text) RETURNS TABLE (key text, since timestamptz)
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
      WHERE coalesce(i.used_at, i.expires_at) <= before AND NOT is_held(ARRAY[i.person_id], NULL)
      UNION ALL SELECT r.id::text, coalesce(r.used_at, r.expires_at) FROM password_resets r
      WHERE coalesce(r.used_at, r.expires_at) <= before AND NOT is_held(ARRAY[r.person_id], NULL);
    WHEN 'provider-tokens' THEN RETURN QUERY
      SELECT t.id::text, least(t.revoked_at, t.expires_at) FROM scim_tokens t
      WHERE least(t.revoked_at, t.expires_at) <= before AND NOT is_held(ARRAY[t.created_by_id], NULL);
    WHEN 'sessions' THEN RETURN QUERY
      SELECT s.id, coalesce(s.revoked_at, s.last_seen_at) FROM sessions s
      WHERE coalesce(s.revoked_at, s.last_seen_at) <= before AND NOT is_held(ARRAY[s.person_id], NULL);
    WHEN 'sign-in-attempts' THEN RETURN QUERY
      SELECT t.id::text, t.at FROM sign_in_attempts t
      WHERE t.at <= before AND NOT EXISTS (SELECT FROM legal_holds h JOIN people p ON p.id = h.person_id
        WHERE h.ended_at IS NULL AND p.email = t.account_key)
      UNION ALL SELECT 'spent ' || s.id, s.at FROM spent_sign_ins s WHERE s.at <= before;
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

-- Who was erased --------------------------------------------------------------------------------------
-- The tombstone stays what the erasure made it, whoever asks: no name, no address, no account, no power.
CREATE FUNCTION refuse_return_of_erased() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE person uuid := CASE WHEN TG_TABLE_NAME = 'people' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'person_id' END;
BEGIN
  IF is_erased(person) THEN
    RAISE EXCEPTION 'who was erased does not come back' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION refuse_return_of_erased() FROM PUBLIC;

CREATE TRIGGER people_stay_erased BEFORE UPDATE ON people FOR EACH ROW
  WHEN (NEW.is_active AND NOT OLD.is_active OR NEW.name IS DISTINCT FROM OLD.name OR NEW.email IS DISTINCT FROM OLD.email)
  EXECUTE FUNCTION refuse_return_of_erased();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['accounts', 'identities', 'invitations', 'password_resets', 'password_keepers',
    'role_grants', 'scim_people', 'sessions'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION refuse_return_of_erased()',
      name || '_stay_erased', name);
  END LOOP;
END $$;

-- What administrators read of the log: the settings, the provider and its tokens among them.
DROP INDEX audit_events_of_configuration;
CREATE INDEX audit_events_of_configuration ON audit_events (at, id)
  WHERE decision = 'allow' AND object_type IN ('organisation', 'cycle', 'ladder_version', 'ladder_import',
    'people_import', 'role_grant', 'retention_class', 'scim_group', 'scim_token');
