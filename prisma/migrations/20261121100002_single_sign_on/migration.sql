CREATE TABLE "identities" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "identities_issuer_subject_key" ON "identities"("issuer", "subject");
CREATE UNIQUE INDEX "identities_person_id_issuer_key" ON "identities"("person_id", "issuer");

CREATE TABLE "spent_sign_ins" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "spent_sign_ins_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "spent_sign_ins_at_idx" ON "spent_sign_ins"("at");

CREATE TABLE "password_keepers" (
    "person_id" UUID NOT NULL,
    "named_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "password_keepers_pkey" PRIMARY KEY ("person_id")
);

ALTER TABLE "identities" ADD CONSTRAINT "identities_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "password_keepers" ADD CONSTRAINT "password_keepers_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who says that a role is held: people in Rung or its operator, the provider's claims, or SCIM. Each
-- ends only what it gave, so one person may hold the same role from two of them.
ALTER TABLE "role_grants" ADD COLUMN "source" TEXT NOT NULL DEFAULT 'manual';
ALTER TABLE "role_grants" ADD CONSTRAINT role_grants_source CHECK (source IN ('manual', 'oidc', 'scim'));
DROP INDEX role_grants_one_open;
CREATE UNIQUE INDEX role_grants_one_open ON role_grants
  (person_id, role, COALESCE(scope_team_id, '00000000-0000-0000-0000-000000000000'), source)
  WHERE valid_to IS NULL;

-- An identity is linked or unlinked, never moved to another person.
GRANT SELECT, INSERT, DELETE ON identities, spent_sign_ins, password_keepers TO app_web;
GRANT UPDATE (last_used_at) ON identities TO app_web;
GRANT UPDATE (named_at) ON password_keepers TO app_web;
