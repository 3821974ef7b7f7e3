-- Whoever comes back, by whatever way, holds no power by the word of somebody in Rung: one person is enough to
-- bring them back, and two are needed for what they might read or agree to. What a provider says stays.
CREATE FUNCTION end_powers_of_returned() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  WITH ended AS (
    UPDATE role_grants SET valid_to = greatest(valid_from, date_trunc('milliseconds', now()))
    WHERE person_id = NEW.id AND source = 'manual' AND role <> 'LADDER_ADMIN'
      AND (valid_to IS NULL OR valid_to > now())
    RETURNING id)
  INSERT INTO audit_events (action, object_type, object_id, subject_id, decision, reason)
  SELECT 'role.revoke', 'role_grant', id::text, NEW.id, 'allow', 'returned' FROM ended;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION end_powers_of_returned() FROM PUBLIC;

CREATE TRIGGER people_return_without_powers AFTER UPDATE ON people FOR EACH ROW
  WHEN (NEW.is_active AND NOT OLD.is_active) EXECUTE FUNCTION end_powers_of_returned();
