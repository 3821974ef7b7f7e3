-- Newest first: one page of the active people by their first day.
CREATE INDEX people_by_start ON people (COALESCE(started_on, '-infinity'::date) DESC, id DESC) WHERE is_active;
