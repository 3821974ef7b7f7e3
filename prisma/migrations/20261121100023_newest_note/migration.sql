-- The team page asks of each of fifty people for the newest text of others: read in its order, it
-- is one row or two and no sort.
CREATE INDEX submissions_newest_of_others ON submissions (subject_id, submitted_at DESC)
  INCLUDE (id, participant_id, direction) WHERE direction <> 'SELF';
