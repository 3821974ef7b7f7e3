-- What one person asks for and another must agree to; nobody asked where Rung or an identity provider did.
-- Ids and settings only; no word of any review.
CREATE TYPE "ApprovalState" AS ENUM ('OPEN', 'APPROVED', 'DECLINED', 'WITHDRAWN', 'EXPIRED');

CREATE TABLE "approvals" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "subject_id" UUID,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "reason" TEXT NOT NULL,
    "requested_by_id" UUID,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "ApprovalState" NOT NULL DEFAULT 'OPEN',
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "approvals_state_requested_at_idx" ON "approvals"("state", "requested_at");
CREATE UNIQUE INDEX approvals_one_open ON approvals (kind, object_id) WHERE state = 'OPEN';

ALTER TABLE "approvals" ADD CONSTRAINT "approvals_subject_id_fkey"
  FOREIGN KEY ("subject_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_requested_by_id_fkey"
  FOREIGN KEY ("requested_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_decided_by_id_fkey"
  FOREIGN KEY ("decided_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The second person is another person, whatever the code above forgets.
ALTER TABLE "approvals" ADD CONSTRAINT approvals_decided CHECK ((state = 'OPEN') = (decided_at IS NULL));
ALTER TABLE "approvals" ADD CONSTRAINT approvals_second_person CHECK (state <> 'APPROVED'
  OR (decided_by_id IS NOT NULL AND decided_by_id IS DISTINCT FROM requested_by_id AND decided_by_id IS DISTINCT FROM subject_id));

CREATE FUNCTION refuse_change_of_decided_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'OPEN' THEN
    RAISE EXCEPTION 'an approval that was decided is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approvals_decided_once BEFORE UPDATE ON approvals FOR EACH ROW
  EXECUTE FUNCTION refuse_change_of_decided_approval();

-- Reading what somebody else wrote about a person, for hours, with a reason and a second person.
CREATE TABLE "breakglass_grants" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "holder_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "approval_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" UUID,

    CONSTRAINT "breakglass_grants_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "breakglass_grants_approval_id_key" ON "breakglass_grants"("approval_id");
CREATE INDEX "breakglass_grants_holder_id_ends_at_idx" ON "breakglass_grants"("holder_id", "ends_at");
CREATE INDEX "breakglass_grants_subject_id_idx" ON "breakglass_grants"("subject_id");

ALTER TABLE "breakglass_grants" ADD CONSTRAINT "breakglass_grants_holder_id_fkey"
  FOREIGN KEY ("holder_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "breakglass_grants" ADD CONSTRAINT "breakglass_grants_subject_id_fkey"
  FOREIGN KEY ("subject_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "breakglass_grants" ADD CONSTRAINT "breakglass_grants_approval_id_fkey"
  FOREIGN KEY ("approval_id") REFERENCES "approvals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "breakglass_grants" ADD CONSTRAINT "breakglass_grants_revoked_by_id_fkey"
  FOREIGN KEY ("revoked_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "breakglass_grants" ADD CONSTRAINT breakglass_grants_term
  CHECK (starts_at < ends_at AND ends_at <= starts_at + interval '4 hours');
ALTER TABLE "breakglass_grants" ADD CONSTRAINT breakglass_grants_not_own CHECK (holder_id <> subject_id);

-- No grant stands without its approval: of this kind, for this person, asked for by this holder.
CREATE FUNCTION refuse_unapproved_breakglass() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM approvals a WHERE a.id = NEW.approval_id AND a.kind = 'breakglass'
      AND a.state = 'APPROVED' AND a.requested_by_id = NEW.holder_id AND a.subject_id = NEW.subject_id) THEN
    RAISE EXCEPTION 'a break-glass grant needs its approval' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER breakglass_grants_approved BEFORE INSERT ON breakglass_grants FOR EACH ROW
  EXECUTE FUNCTION refuse_unapproved_breakglass();

-- Why somebody holds a role, who agreed, and who ended it. Empty for what the operator did.
ALTER TABLE "role_grants" ADD COLUMN "reason" TEXT;
ALTER TABLE "role_grants" ADD COLUMN "approved_by_id" UUID;
ALTER TABLE "role_grants" ADD COLUMN "revoked_by_id" UUID;
ALTER TABLE "role_grants" ADD COLUMN "revoke_reason" TEXT;
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_approved_by_id_fkey"
  FOREIGN KEY ("approved_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_revoked_by_id_fkey"
  FOREIGN KEY ("revoked_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By which power somebody saw or did what is recorded; empty where it was their ordinary work.
-- Events without one are sealed as before, so that what was sealed earlier still verifies.
ALTER TABLE "audit_events" ADD COLUMN "capacity" TEXT;
CREATE OR REPLACE FUNCTION audit_canonical(e audit_events) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(CASE WHEN value IS NULL THEN '-' ELSE octet_length(value) || ':' || value END, ',' ORDER BY place)
  FROM unnest(ARRAY[e.id::text, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    e.actor_id::text, e.session_id, e.action, e.object_type, e.object_id, e.subject_id::text, e.cycle_id::text,
    e.decision, e.reason, e.before_hash, e.after_hash, e.request_id]
    || CASE WHEN e.capacity IS NULL THEN ARRAY[]::text[] ELSE ARRAY[e.capacity] END) WITH ORDINALITY AS field (value, place)
$$;

-- What was asked stays as it was asked; what was granted ends and is not prolonged.
GRANT SELECT, INSERT ON approvals, breakglass_grants TO app_web;
GRANT UPDATE (state, decided_by_id, decided_at) ON approvals TO app_web;
GRANT UPDATE (revoked_at, revoked_by_id) ON breakglass_grants TO app_web;
