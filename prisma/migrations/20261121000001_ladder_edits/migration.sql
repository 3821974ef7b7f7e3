-- A draft may rename its ladder without touching what is published.
ALTER TABLE "ladder_versions" ADD COLUMN "name" TEXT;

CREATE TABLE "ladder_edits" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "version_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "actor_id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "undoes" UUID,
    "edits" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ladder_edits_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "ladder_edits_version_id_sequence_key" ON "ladder_edits"("version_id", "sequence");
CREATE UNIQUE INDEX "ladder_edits_version_id_change_id_key" ON "ladder_edits"("version_id", "change_id");

ALTER TABLE "ladder_edits" ADD CONSTRAINT "ladder_edits_version_id_fkey"
  FOREIGN KEY ("version_id") REFERENCES "ladder_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was published keeps the edits that made it.
CREATE TRIGGER ladder_edits_frozen BEFORE INSERT OR UPDATE OR DELETE ON ladder_edits FOR EACH ROW
  EXECUTE FUNCTION refuse_change_of_published_ladder();
GRANT SELECT, INSERT, DELETE ON ladder_edits TO app_web;

-- A draft that is discarded takes its file along; under any other version the trigger refuses it.
GRANT DELETE ON ladder_sources TO app_web;
