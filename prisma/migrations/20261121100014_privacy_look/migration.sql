-- A hold keeps everything by and about a person, and everything of a cycle. Retention asks that row by row; an
-- erasure also takes what others wrote about the person, and the person's name from what is about others.
CREATE FUNCTION hold_keeps(_person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH part AS (
    SELECT id, cycle_id, person_id FROM participants WHERE person_id = _person OR manager_id = _person
    UNION SELECT p.id, p.cycle_id, p.person_id FROM participants p JOIN reviews r ON r.participant_id = p.id
      WHERE r.author_id = _person
    UNION SELECT p.id, p.cycle_id, p.person_id FROM participants p
      JOIN contribution_windows w ON w.participant_id = p.id WHERE w.author_id = _person
    UNION SELECT p.id, p.cycle_id, p.person_id FROM participants p JOIN packets k ON k.participant_id = p.id
      WHERE k.shared_by_id = _person)
  SELECT EXISTS (SELECT FROM legal_holds h WHERE h.ended_at IS NULL AND (
    h.person_id = _person
    OR h.cycle_id IN (SELECT cycle_id FROM part)
    OR h.person_id IN (SELECT person_id FROM part
      UNION SELECT author_id FROM reviews WHERE subject_id = _person
      UNION SELECT shared_by_id FROM packets WHERE subject_id = _person)))
$$;

CREATE OR REPLACE FUNCTION refuse_unapproved_erasure() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('rung removal'));
  IF NEW.state <> 'APPROVED' OR NOT EXISTS (SELECT FROM approvals a WHERE a.id = NEW.approval_id AND a.kind = 'erasure'
      AND a.object_id = NEW.person_id::text AND a.state = 'APPROVED'
      AND a.requested_by_id = NEW.requested_by_id AND a.decided_by_id = NEW.approved_by_id) THEN
    RAISE EXCEPTION 'an erasure needs its approval' USING ERRCODE = 'restrict_violation';
  END IF;
  IF hold_keeps(NEW.person_id) THEN
    RAISE EXCEPTION 'a legal hold keeps this person' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM people WHERE id = NEW.person_id AND is_active) THEN
    RAISE EXCEPTION 'an active person is not erased' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
