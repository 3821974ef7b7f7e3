CREATE TABLE "audit_seals" (
    "sequence" BIGINT NOT NULL,
    "event_id" BIGINT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_seals_pkey" PRIMARY KEY ("sequence")
);
CREATE UNIQUE INDEX "audit_seals_event_id_key" ON "audit_seals"("event_id");

-- The log is read newest first, by day, action or object; what concerns a person has its indexes.
DROP INDEX "audit_events_object_type_object_id_idx";
CREATE INDEX "audit_events_at_id_idx" ON "audit_events"("at", "id");
CREATE INDEX "audit_events_action_at_id_idx" ON "audit_events"("action", "at", "id");
CREATE INDEX "audit_events_object_id_at_id_idx" ON "audit_events"("object_id", "at", "id");
CREATE INDEX audit_events_refused ON audit_events (at, id) WHERE decision = 'deny';
CREATE INDEX audit_events_of_configuration ON audit_events (at, id)
  WHERE decision = 'allow' AND object_type IN ('organisation', 'cycle', 'ladder_version', 'ladder_import', 'people_import', 'role_grant');

CREATE TRIGGER audit_seals_immutable BEFORE UPDATE OR DELETE ON audit_seals FOR EACH ROW
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seals_not_emptied BEFORE TRUNCATE ON audit_seals FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_events_not_emptied BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_change();

-- Every column by its length in bytes, so that no two events read the same. lib/audit/sealing/canonical.ts
-- says it a second time, for whoever verifies.
CREATE FUNCTION audit_canonical(e audit_events) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(CASE WHEN value IS NULL THEN '-' ELSE octet_length(value) || ':' || value END, ',' ORDER BY place)
  FROM unnest(ARRAY[e.id::text, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    e.actor_id::text, e.session_id, e.action, e.object_type, e.object_id, e.subject_id::text, e.cycle_id::text,
    e.decision, e.reason, e.before_hash, e.after_hash, e.request_id]) WITH ORDINALITY AS field (value, place)
$$;

-- Seals what is committed and not sealed yet, and tells how many. A transaction that commits late takes
-- a later place: the order is that of the seals. The job may call this and cannot write a seal itself.
CREATE FUNCTION seal_audit_events(most integer, within bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  event audit_events;
  place bigint;
  link text;
  newest bigint;
  count integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('rung audit sealing'));
  SELECT sequence, hash INTO place, link FROM audit_seals ORDER BY sequence DESC LIMIT 1;
  SELECT max(event_id) INTO newest FROM audit_seals;
  place := COALESCE(place, 0);
  link := COALESCE(link, repeat('0', 64));
  FOR event IN
    SELECT * FROM audit_events e
    WHERE e.id > COALESCE(newest - within, 0)
      AND NOT EXISTS (SELECT FROM audit_seals s WHERE s.event_id = e.id)
    ORDER BY e.id LIMIT most
  LOOP
    place := place + 1;
    count := count + 1;
    INSERT INTO audit_seals (sequence, event_id, previous, hash, sealed_at)
    VALUES (place, event.id, link,
      encode(sha256(convert_to(concat_ws(E'\n', 'rung audit seal 1', place, link, audit_canonical(event)), 'UTF8')), 'hex'),
      now())
    RETURNING hash INTO link;
  END LOOP;
  RETURN count;
END $$;

REVOKE ALL ON FUNCTION seal_audit_events(integer, bigint), audit_canonical(audit_events) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seal_audit_events(integer, bigint) TO app_job;
GRANT SELECT ON audit_seals TO app_web, app_job;

SELECT pgboss.create_queue('seal-audit', '{"policy": "exclusive", "retryLimit": 0, "expireInSeconds": 300, "deleteAfterSeconds": 86400}');
