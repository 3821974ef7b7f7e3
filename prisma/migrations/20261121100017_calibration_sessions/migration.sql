-- People who compare the reviews of several managers: who sits in a session, and whose reviews it is about.
CREATE TYPE "CalibrationState" AS ENUM ('OPEN', 'LOCKED', 'PUBLISHED');
CREATE TYPE "CalibrationRole" AS ENUM ('FACILITATOR', 'MEMBER', 'READER');

-- Chosen before the launch, because it changes who reads what is written.
ALTER TABLE "cycles" ADD COLUMN "has_calibration" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "calibration_sessions" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "cycle_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" "CalibrationState" NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "opened_at" TIMESTAMPTZ(3),
    "locked_by_id" UUID,
    "locked_at" TIMESTAMPTZ(3),
    "published_by_id" UUID,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "calibration_sessions_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "calibration_sessions_cycle_id_idx" ON "calibration_sessions"("cycle_id");

CREATE TABLE "calibration_members" (
    "session_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" "CalibrationRole" NOT NULL,

    CONSTRAINT "calibration_members_pkey" PRIMARY KEY ("session_id","person_id")
);
CREATE INDEX "calibration_members_person_id_idx" ON "calibration_members"("person_id");

-- A participant belongs to one cycle, so this is one session for a person in a cycle.
CREATE TABLE "calibration_participants" (
    "participant_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,

    CONSTRAINT "calibration_participants_pkey" PRIMARY KEY ("participant_id")
);
CREATE INDEX "calibration_participants_session_id_idx" ON "calibration_participants"("session_id");

ALTER TABLE "calibration_sessions" ADD CONSTRAINT "calibration_sessions_cycle_id_fkey"
  FOREIGN KEY ("cycle_id") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "calibration_sessions" ADD CONSTRAINT "calibration_sessions_created_by_id_fkey"
  FOREIGN KEY ("created_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "calibration_sessions" ADD CONSTRAINT "calibration_sessions_locked_by_id_fkey"
  FOREIGN KEY ("locked_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "calibration_sessions" ADD CONSTRAINT "calibration_sessions_published_by_id_fkey"
  FOREIGN KEY ("published_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "calibration_members" ADD CONSTRAINT "calibration_members_session_id_fkey"
  FOREIGN KEY ("session_id") REFERENCES "calibration_sessions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "calibration_members" ADD CONSTRAINT "calibration_members_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "calibration_participants" ADD CONSTRAINT "calibration_participants_session_id_fkey"
  FOREIGN KEY ("session_id") REFERENCES "calibration_sessions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "calibration_participants" ADD CONSTRAINT "calibration_participants_participant_id_fkey"
  FOREIGN KEY ("participant_id") REFERENCES "participants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Nobody locked what the end of the cycle locked.
ALTER TABLE calibration_sessions ADD CONSTRAINT calibration_sessions_locked
  CHECK ((state = 'OPEN') = (locked_at IS NULL) AND (locked_by_id IS NULL OR locked_at IS NOT NULL));
ALTER TABLE calibration_sessions ADD CONSTRAINT calibration_sessions_published
  CHECK ((state = 'PUBLISHED') = (published_at IS NOT NULL) AND (published_by_id IS NULL) = (published_at IS NULL));
CREATE UNIQUE INDEX calibration_members_one_facilitator ON calibration_members (session_id) WHERE role = 'FACILITATOR';

-- Once locked a session stays locked, with the people that it had.
CREATE FUNCTION refuse_unlocking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state < OLD.state OR NEW.cycle_id <> OLD.cycle_id THEN
    RAISE EXCEPTION 'a locked calibration session stays locked' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER calibration_sessions_forward BEFORE UPDATE ON calibration_sessions FOR EACH ROW
  EXECUTE FUNCTION refuse_unlocking();

GRANT SELECT, INSERT ON calibration_sessions TO app_web;
GRANT UPDATE (name, state, version, opened_at, locked_by_id, locked_at, published_by_id, published_at)
  ON calibration_sessions TO app_web;
GRANT SELECT, INSERT, DELETE, UPDATE (role) ON calibration_members TO app_web;
GRANT SELECT, INSERT, DELETE ON calibration_participants TO app_web;
GRANT SELECT (id, cycle_id, state, opened_at, version) ON calibration_sessions TO app_job;
GRANT UPDATE (state, version, opened_at, locked_at) ON calibration_sessions TO app_job;
GRANT SELECT ON calibration_members TO app_job;
