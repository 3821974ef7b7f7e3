-- Launches that the clock holds back ------------------------------------------------------------------
-- Whom the administrator agreed to leave out, and since when the clock waits for somebody to mend the data.
ALTER TABLE "cycles" ADD COLUMN "left_out_ids" UUID[] DEFAULT ARRAY[]::UUID[],
  ADD COLUMN "launch_held_at" TIMESTAMPTZ(3);
GRANT UPDATE (left_out_ids, launch_held_at, launch_at) ON cycles TO app_job;
GRANT SELECT (person_id) ON accounts TO app_job;
