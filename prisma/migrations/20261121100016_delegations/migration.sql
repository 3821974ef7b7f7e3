-- A pen that is lent: somebody writes for the manager, until an instant. What they write is theirs, beside the
-- manager's own review and never in its place, so it has a direction of its own that no score knows of.
ALTER TYPE "Direction" ADD VALUE 'DELEGATE';

CREATE TABLE "delegations" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "cycle_id" UUID NOT NULL,
    "participant_id" UUID,
    "grantor_id" UUID NOT NULL,
    "grantee_id" UUID NOT NULL,
    "granted_by_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" UUID,

    CONSTRAINT "delegations_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "delegations_grantee_id_cycle_id_idx" ON "delegations"("grantee_id", "cycle_id");
CREATE INDEX "delegations_grantor_id_cycle_id_idx" ON "delegations"("grantor_id", "cycle_id");
CREATE INDEX "delegations_participant_id_idx" ON "delegations"("participant_id");

ALTER TABLE "delegations" ADD CONSTRAINT "delegations_cycle_id_fkey"
  FOREIGN KEY ("cycle_id") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_participant_id_fkey"
  FOREIGN KEY ("participant_id") REFERENCES "participants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_grantor_id_fkey"
  FOREIGN KEY ("grantor_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_grantee_id_fkey"
  FOREIGN KEY ("grantee_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_granted_by_id_fkey"
  FOREIGN KEY ("granted_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_revoked_by_id_fkey"
  FOREIGN KEY ("revoked_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE delegations ADD CONSTRAINT delegations_term CHECK (starts_at < ends_at);
ALTER TABLE delegations ADD CONSTRAINT delegations_revoked CHECK ((revoked_at IS NULL) = (revoked_by_id IS NULL));
ALTER TABLE delegations ADD CONSTRAINT delegations_of_two CHECK (grantee_id <> grantor_id AND grantee_id <> granted_by_id);

-- What was granted is taken back once, and never otherwise changed.
CREATE FUNCTION refuse_change_of_ended_delegation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF removal_pass() AND owns_table(TG_RELID) THEN
    RETURN NEW;
  END IF;
  IF OLD.revoked_at IS NOT NULL THEN
    RAISE EXCEPTION 'a delegation that was revoked is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegations_revoked_once BEFORE UPDATE ON delegations FOR EACH ROW
  EXECUTE FUNCTION refuse_change_of_ended_delegation();

-- The reason is words of people: it goes with the person whom it is about, or who gave it.
CREATE FUNCTION forget_delegation_reasons() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM set_config('app.removal', pg_current_xact_id()::text, true);
  UPDATE delegations SET reason = '' WHERE reason <> ''
    AND (NEW.person_id IN (grantor_id, grantee_id, granted_by_id)
      OR participant_id IN (SELECT id FROM participants WHERE person_id = NEW.person_id));
  PERFORM set_config('app.removal', '', true);
  RETURN NULL;
END $$;
CREATE TRIGGER erasures_forget_delegations AFTER UPDATE ON erasures FOR EACH ROW
  WHEN (NEW.state = 'DONE' AND OLD.state <> 'DONE') EXECUTE FUNCTION forget_delegation_reasons();

CREATE OR REPLACE FUNCTION save_draft_section(
  _author uuid, _review uuid, _section text, _save uuid, _base int, _body jsonb, _may_write boolean, _now timestamptz)
RETURNS TABLE (outcome text, version int, saved_at timestamptz, body jsonb, conflict_id uuid)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  task reviews;
  draft drafts;
  earlier draft_revisions;
  is_new boolean := false;
  is_writable boolean;
  kept uuid;
  pen uuid;
BEGIN
  PERFORM set_config('app.uid', _author::text, true);
  -- Saves and the submission of one review wait for each other here.
  SELECT * INTO task FROM reviews WHERE id = _review AND author_id = _author FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  is_writable := _may_write AND task.status IN ('NOT_STARTED', 'DRAFT');
  -- A pen that was lent can be taken back at any moment: who takes it waits for this save, or this save finds it gone.
  IF is_writable AND task.direction = 'DELEGATE' THEN
    SELECT d.id INTO pen FROM delegations d
      JOIN contribution_windows w ON w.participant_id = task.participant_id AND w.author_id = d.grantor_id
        AND w.role = 'PRIMARY' AND w.is_open
      WHERE d.grantee_id = _author AND d.cycle_id = task.cycle_id
        AND coalesce(d.participant_id, task.participant_id) = task.participant_id
        AND d.revoked_at IS NULL AND d.starts_at <= _now AND d.ends_at > _now
      ORDER BY d.ends_at DESC LIMIT 1 FOR SHARE OF d;
    is_writable := pen IS NOT NULL;
  END IF;

  SELECT * INTO draft FROM drafts WHERE review_id = _review AND section = _section FOR UPDATE;
  IF NOT FOUND THEN
    is_new := true;
    INSERT INTO drafts (review_id, author_id, section, body, saved_at)
      VALUES (_review, _author, _section, '{"text": "", "ratings": {}}', _now) RETURNING * INTO draft;
  END IF;

  SELECT * INTO earlier FROM draft_revisions WHERE draft_id = draft.id AND save_id = _save;
  IF FOUND THEN
    RETURN QUERY SELECT 'saved', earlier.version, earlier.saved_at, NULL::jsonb, NULL::uuid;
    RETURN;
  END IF;

  IF is_writable AND (is_new OR draft.version = _base) THEN
    UPDATE drafts SET body = _body, version = drafts.version + 1, saved_at = _now WHERE id = draft.id
      RETURNING * INTO draft;
    INSERT INTO draft_revisions (draft_id, author_id, save_id, version, body, saved_at)
      VALUES (draft.id, _author, _save, draft.version, _body, _now);
    IF task.status = 'NOT_STARTED' THEN
      UPDATE reviews SET status = 'DRAFT' WHERE id = _review;
      INSERT INTO audit_events (actor_id, action, object_type, object_id, subject_id, cycle_id, decision, capacity)
        VALUES (_author, 'draft.begin', 'review', _review::text, task.subject_id, task.cycle_id, 'allow', 'deleg ' || pen);
    END IF;
    RETURN QUERY SELECT 'saved', draft.version, draft.saved_at, NULL::jsonb, NULL::uuid;
    RETURN;
  END IF;

  INSERT INTO draft_conflicts (draft_id, author_id, save_id, base_version, body, at)
    VALUES (draft.id, _author, _save, _base, _body, _now) ON CONFLICT (draft_id, save_id) DO NOTHING;
  SELECT id INTO kept FROM draft_conflicts WHERE draft_id = draft.id AND save_id = _save;
  RETURN QUERY SELECT CASE WHEN is_writable THEN 'conflict' ELSE 'closed' END,
    draft.version, draft.saved_at, draft.body, kept;
END $$;

GRANT SELECT, INSERT ON delegations TO app_web;
GRANT UPDATE (revoked_at, revoked_by_id) ON delegations TO app_web;
