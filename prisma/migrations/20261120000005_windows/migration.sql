-- The clock closes what a former manager held in a cycle that is over.
GRANT UPDATE (is_open) ON contribution_windows TO app_job;
