CREATE TABLE "ladder_imports" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "actor_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "mapping" JSONB NOT NULL DEFAULT '{}',
    "target" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "reader" TEXT NOT NULL,
    "report" JSONB NOT NULL DEFAULT '[]',
    "draft_id" UUID,
    "drafted_at" TIMESTAMPTZ(3),

    CONSTRAINT "ladder_imports_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "ladder_imports_draft_id_idx" ON "ladder_imports"("draft_id");

CREATE TABLE "ladder_import_files" (
    "import_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "ladder_import_files_pkey" PRIMARY KEY ("import_id","order")
);

ALTER TABLE "ladder_imports" ADD CONSTRAINT "ladder_imports_draft_id_fkey"
  FOREIGN KEY ("draft_id") REFERENCES "ladder_versions"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "ladder_import_files" ADD CONSTRAINT "ladder_import_files_import_id_fkey"
  FOREIGN KEY ("import_id") REFERENCES "ladder_imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ladder_import_files" ADD CONSTRAINT ladder_import_files_size
  CHECK (octet_length(bytes) <= 5 * 1024 * 1024 AND sha256 = encode(sha256(bytes), 'hex'));

-- What came in stays as it came; only what is made of it may change.
GRANT SELECT, INSERT, DELETE ON ladder_imports, ladder_import_files TO app_web;
GRANT UPDATE (mapping, target, revision, reader, report, draft_id, drafted_at) ON ladder_imports TO app_web;
