-- Keys with which an identity provider runs the accounts; only the hash of each is kept.
CREATE TABLE "scim_tokens" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "scim_tokens_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "scim_tokens_token_hash_key" ON "scim_tokens"("token_hash");

-- What the provider says of a person that Rung has no other place for. Deleted: the person left the
-- provider and is not there for it any more; in Rung they are deactivated and what they wrote stays.
CREATE TABLE "scim_people" (
    "person_id" UUID NOT NULL,
    "external_id" TEXT,
    "given_name" TEXT,
    "family_name" TEXT,
    "bound_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "scim_people_pkey" PRIMARY KEY ("person_id")
);
CREATE UNIQUE INDEX "scim_people_external_id_key" ON "scim_people"("external_id");

CREATE TABLE "scim_teams" (
    "team_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,

    CONSTRAINT "scim_teams_pkey" PRIMARY KEY ("team_id")
);
CREATE UNIQUE INDEX "scim_teams_external_id_key" ON "scim_teams"("external_id");

-- Groups of the provider that are no teams: who is in one holds its role.
CREATE TABLE "scim_role_groups" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "external_id" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "scim_role_groups_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "scim_role_groups_external_id_key" ON "scim_role_groups"("external_id");
CREATE UNIQUE INDEX scim_role_groups_name ON scim_role_groups (lower(name));

CREATE TABLE "scim_role_members" (
    "group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "scim_role_members_pkey" PRIMARY KEY ("group_id", "person_id")
);
CREATE INDEX "scim_role_members_person_id_idx" ON "scim_role_members"("person_id");

ALTER TABLE "scim_tokens" ADD CONSTRAINT "scim_tokens_created_by_id_fkey"
  FOREIGN KEY ("created_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "scim_people" ADD CONSTRAINT "scim_people_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "scim_teams" ADD CONSTRAINT "scim_teams_team_id_fkey"
  FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "scim_role_groups" ADD CONSTRAINT "scim_role_groups_created_by_id_fkey"
  FOREIGN KEY ("created_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "scim_role_members" ADD CONSTRAINT "scim_role_members_group_id_fkey"
  FOREIGN KEY ("group_id") REFERENCES "scim_role_groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "scim_role_members" ADD CONSTRAINT "scim_role_members_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "scim_tokens" ADD CONSTRAINT scim_tokens_term
  CHECK (expires_at > created_at AND expires_at <= created_at + interval '366 days');

-- A key is made, used and revoked; it is neither prolonged nor taken off the list.
GRANT SELECT, INSERT ON scim_tokens TO app_web;
GRANT UPDATE (last_used_at, revoked_at) ON scim_tokens TO app_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON scim_people, scim_teams TO app_web;
GRANT SELECT, INSERT, DELETE ON scim_role_groups, scim_role_members TO app_web;
GRANT UPDATE (external_id) ON scim_role_groups TO app_web;
