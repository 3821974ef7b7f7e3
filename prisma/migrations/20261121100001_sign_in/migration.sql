-- The token of a link is derived from its id when the mail is sent; only the token's hash is stored.
ALTER TABLE invitations
  ADD COLUMN "link_id" UUID NOT NULL DEFAULT uuidv7(),
  ADD COLUMN "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE invitations SET created_at = LEAST(created_at, expires_at - interval '7 days');
CREATE UNIQUE INDEX "invitations_link_id_key" ON "invitations"("link_id");

CREATE TABLE "password_resets" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "token_hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_resets_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "password_resets_token_hash_key" ON "password_resets"("token_hash");
CREATE INDEX "password_resets_person_id_idx" ON "password_resets"("person_id");
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE ON password_resets TO app_web;
GRANT SELECT (id, expires_at), DELETE ON password_resets TO app_job;

-- Asking for a link counts on its own, so that it shuts nobody out of signing in.
CREATE TYPE "AttemptPurpose" AS ENUM ('SIGN_IN', 'RESET');
ALTER TABLE sign_in_attempts ADD COLUMN "purpose" "AttemptPurpose" NOT NULL DEFAULT 'SIGN_IN';
