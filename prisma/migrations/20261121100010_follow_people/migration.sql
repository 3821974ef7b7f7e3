-- Asked with EXISTS, the planner hopes for an early match and compares every row with every other; when
-- thousands of people change and nobody's standing does, there is none.
CREATE OR REPLACE FUNCTION follow_people() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM record_teams((SELECT jsonb_agg(jsonb_build_object('id', id, 'team_id', team_id))
      FROM new_rows WHERE team_id IS NOT NULL));
    INSERT INTO org_places (person_id, reports, below) SELECT id, 0, 0 FROM new_rows WHERE is_active;
    RETURN NULL;
  END IF;
  PERFORM record_teams((SELECT jsonb_agg(jsonb_build_object('id', n.id, 'team_id', n.team_id))
    FROM new_rows n JOIN old_rows o USING (id) WHERE n.team_id IS DISTINCT FROM o.team_id));
  -- Nobody who is deactivated waits for an import to end: then the job mends the chart.
  IF (SELECT bool_or(n.is_active <> o.is_active) FROM new_rows n JOIN old_rows o USING (id))
    AND pg_try_advisory_xact_lock(hashtext('rung org places')) THEN
    PERFORM mend_places();
  END IF;
  RETURN NULL;
END $$;
