-- Who opened a packet is part of the record: rows are only ever added.
CREATE TRIGGER packet_views_immutable BEFORE UPDATE OR DELETE ON packet_views FOR EACH ROW
  EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON packet_views FROM app_web;

-- Reasons are written by people; background work reads none of their words.
REVOKE SELECT ON reviews, participants FROM app_job;
GRANT SELECT (id, cycle_id, participant_id, subject_id, author_id, direction, status, version, revision,
  submitted_at, created_at) ON reviews TO app_job;
GRANT SELECT (id, cycle_id, person_id, manager_id, track_key, level_key, next_level_key, team_name, status,
  version) ON participants TO app_job;

-- Without naming it, the caller's temporary tables would come before ours in what these functions write.
ALTER FUNCTION reveal_author(uuid, uuid, text) SET search_path = public, pg_temp;
ALTER FUNCTION enqueue_job(text, text, jsonb) SET search_path = pgboss, pg_temp;
