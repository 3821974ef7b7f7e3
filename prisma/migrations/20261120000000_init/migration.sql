-- CreateEnum
CREATE TYPE "Role" AS ENUM ('ADMIN', 'LADDER_ADMIN', 'HR_PARTNER', 'AUDITOR');

-- CreateEnum
CREATE TYPE "CycleState" AS ENUM ('DRAFT', 'SCHEDULED', 'LAUNCHING', 'NOMINATION', 'SELF_AND_PEER', 'MANAGER_WRITING', 'CALIBRATION', 'SHARING', 'CLOSED', 'ARCHIVED');

-- CreateEnum
CREATE TYPE "PeerVisibility" AS ENUM ('ATTRIBUTED', 'UNATTRIBUTED', 'CONFIDENTIAL');

-- CreateEnum
CREATE TYPE "ParticipantStatus" AS ENUM ('ACTIVE', 'READY_TO_SHARE', 'SHARED', 'ACKNOWLEDGED', 'FINAL', 'EXCUSED', 'PAUSED', 'REMOVED');

-- CreateEnum
CREATE TYPE "WindowRole" AS ENUM ('PRIMARY', 'CONTRIBUTOR', 'CO_REVIEWER');

-- CreateEnum
CREATE TYPE "ScoreAudience" AS ENUM ('OFFICIAL', 'SHARED');

-- CreateEnum
CREATE TYPE "LadderVersionStatus" AS ENUM ('DRAFT', 'PUBLISHED', 'ARCHIVED');

-- CreateEnum
CREATE TYPE "CategoryKind" AS ENUM ('COMPETENCY', 'GROWTH_AREA');

-- CreateEnum
CREATE TYPE "ItemKind" AS ENUM ('EXPECTATION', 'INDICATOR', 'ANTI_PATTERN', 'PREREQUISITE', 'NOTE');

-- CreateEnum
CREATE TYPE "TransitionKind" AS ENUM ('PROMOTION', 'TRACK_SWITCH', 'LATERAL');

-- CreateEnum
CREATE TYPE "OutboxState" AS ENUM ('QUEUED', 'SENDING', 'SENT', 'DEAD');

-- CreateEnum
CREATE TYPE "Direction" AS ENUM ('SELF', 'MANAGER', 'PEER');

-- CreateEnum
CREATE TYPE "ReviewStatus" AS ENUM ('NOT_STARTED', 'DRAFT', 'SUBMITTED', 'REOPEN_REQUESTED', 'DECLINED', 'NOT_PROVIDED', 'REMOVED');

-- CreateTable
CREATE TABLE "accounts" (
    "person_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "password_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "auth_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "ip" TEXT,
    "agent" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_grants" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "scope_team_id" UUID,
    "granted_by_id" UUID,
    "valid_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "role_grants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempts" (
    "id" BIGSERIAL NOT NULL,
    "account_key" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "succeeded" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cycles" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "state" "CycleState" NOT NULL DEFAULT 'DRAFT',
    "period_start" DATE NOT NULL,
    "period_end" DATE NOT NULL,
    "time_zone" TEXT NOT NULL,
    "ladder_version_id" UUID NOT NULL,
    "has_self" BOOLEAN NOT NULL DEFAULT true,
    "has_peer" BOOLEAN NOT NULL DEFAULT true,
    "rates_next_level" BOOLEAN NOT NULL DEFAULT true,
    "rates_expectations" BOOLEAN NOT NULL DEFAULT false,
    "peer_visibility" "PeerVisibility" NOT NULL DEFAULT 'ATTRIBUTED',
    "blind_self" BOOLEAN NOT NULL DEFAULT false,
    "skip_visible" BOOLEAN NOT NULL DEFAULT true,
    "grace_days" INTEGER NOT NULL DEFAULT 3,
    "launch_at" TIMESTAMPTZ(3) NOT NULL,
    "self_due_at" TIMESTAMPTZ(3) NOT NULL,
    "peer_due_at" TIMESTAMPTZ(3) NOT NULL,
    "manager_due_at" TIMESTAMPTZ(3) NOT NULL,
    "share_from_at" TIMESTAMPTZ(3) NOT NULL,
    "close_at" TIMESTAMPTZ(3) NOT NULL,
    "scoring_config" JSONB NOT NULL,
    "acting_reviewer_id" UUID,
    "launch_total" INTEGER NOT NULL DEFAULT 0,
    "launch_done" INTEGER NOT NULL DEFAULT 0,
    "launched_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cycles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participants" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "cycle_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "manager_id" UUID,
    "track_key" TEXT NOT NULL,
    "level_key" TEXT NOT NULL,
    "next_level_key" TEXT,
    "team_name" TEXT NOT NULL DEFAULT '',
    "status" "ParticipantStatus" NOT NULL DEFAULT 'ACTIVE',
    "status_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "participants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contribution_windows" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "participant_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "role" "WindowRole" NOT NULL DEFAULT 'PRIMARY',
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "is_open" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "contribution_windows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "growth_targets" (
    "person_id" UUID NOT NULL,
    "level_key" TEXT NOT NULL,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "growth_targets_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "score_snapshots" (
    "participant_id" UUID NOT NULL,
    "audience" "ScoreAudience" NOT NULL,
    "score" DOUBLE PRECISION,
    "half_width" DOUBLE PRECISION,
    "coverage" DOUBLE PRECISION NOT NULL,
    "confidence" TEXT NOT NULL,
    "target_level_key" TEXT,
    "readiness" DOUBLE PRECISION,
    "verdict" TEXT,
    "verdict_rank" INTEGER,
    "computed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "score_snapshots_pkey" PRIMARY KEY ("participant_id","audience")
);

-- CreateTable
CREATE TABLE "ladders" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ladders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ladder_versions" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "ladder_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "LadderVersionStatus" NOT NULL,
    "based_on_id" UUID,
    "cumulative" BOOLEAN NOT NULL DEFAULT false,
    "language" TEXT NOT NULL DEFAULT 'en',
    "body_md" TEXT NOT NULL DEFAULT '',
    "licence" TEXT,
    "source_url" TEXT,
    "change_note" TEXT,
    "content_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "ladder_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ladder_sources" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "version_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "report" JSONB NOT NULL,

    CONSTRAINT "ladder_sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tracks" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "version_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "body_md" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "tracks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "levels" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "version_id" UUID NOT NULL,
    "track_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "code" TEXT,
    "title" TEXT NOT NULL,
    "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "order" INTEGER NOT NULL,
    "band" INTEGER,
    "extends_id" UUID,
    "summary" TEXT NOT NULL DEFAULT '',
    "body_md" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "levels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "level_facts" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "level_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "order" INTEGER NOT NULL DEFAULT 0,
    "min" DECIMAL(65,30),
    "max" DECIMAL(65,30),
    "open_ended" BOOLEAN NOT NULL DEFAULT false,
    "unit" TEXT,
    "text" TEXT NOT NULL,
    "item_key" TEXT,

    CONSTRAINT "level_facts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "categories" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "version_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "kind" "CategoryKind" NOT NULL DEFAULT 'COMPETENCY',
    "parent_id" UUID,
    "scale_id" UUID,
    "gate" BOOLEAN NOT NULL DEFAULT false,
    "weight" DECIMAL(65,30),
    "body_md" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "items" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "version_id" UUID NOT NULL,
    "category_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" "ItemKind" NOT NULL,
    "text" TEXT NOT NULL,
    "label" TEXT,
    "order" INTEGER NOT NULL,
    "scored" BOOLEAN NOT NULL DEFAULT false,
    "critical" BOOLEAN NOT NULL DEFAULT false,
    "weight" DECIMAL(65,30),
    "scale_point_id" UUID,
    "target_point_id" UUID,
    "examples" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "anti_examples" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "anchors" JSONB NOT NULL DEFAULT '{}',
    "links" JSONB NOT NULL DEFAULT '[]',
    "change_class" TEXT,

    CONSTRAINT "items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "item_levels" (
    "item_id" UUID NOT NULL,
    "level_id" UUID NOT NULL,

    CONSTRAINT "item_levels_pkey" PRIMARY KEY ("item_id","level_id")
);

-- CreateTable
CREATE TABLE "scales" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "version_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "scales_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scale_points" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "scale_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "points" DECIMAL(65,30),
    "description" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "scale_points_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "level_targets" (
    "level_id" UUID NOT NULL,
    "category_id" UUID NOT NULL,
    "scale_point_id" UUID,
    "weight" DECIMAL(65,30),
    "required" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "level_targets_pkey" PRIMARY KEY ("level_id","category_id")
);

-- CreateTable
CREATE TABLE "transitions" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "version_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "kind" "TransitionKind" NOT NULL,
    "title" TEXT NOT NULL,
    "from_level_id" UUID,
    "from_track_id" UUID,
    "from_label" TEXT,
    "to_level_id" UUID NOT NULL,
    "body_md" TEXT NOT NULL DEFAULT '',
    "shifts" JSONB NOT NULL DEFAULT '[]',
    "pitfalls" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "min_months" INTEGER,
    "max_months" INTEGER,

    CONSTRAINT "transitions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisations" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "team_id" UUID,
    "started_on" DATE,
    "ended_on" DATE,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "teams" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_levels" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID NOT NULL,
    "ladder_key" TEXT NOT NULL,
    "track_key" TEXT NOT NULL,
    "level_key" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,

    CONSTRAINT "person_levels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reporting_lines" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID NOT NULL,
    "manager_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,

    CONSTRAINT "reporting_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "org_closure" (
    "manager_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "depth" SMALLINT NOT NULL,

    CONSTRAINT "org_closure_pkey" PRIMARY KEY ("manager_id","person_id")
);

-- CreateTable
CREATE TABLE "people_imports" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "actor_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "org_version" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "summary" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "people_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "actor_id" UUID,
    "session_id" TEXT,
    "action" TEXT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT,
    "subject_id" UUID,
    "cycle_id" UUID,
    "decision" TEXT NOT NULL,
    "reason" TEXT,
    "before_hash" TEXT,
    "after_hash" TEXT,
    "request_id" TEXT,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "actor_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "response" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("actor_id","key")
);

-- CreateTable
CREATE TABLE "outbox_messages" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "dedup_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "recipient_id" UUID NOT NULL,
    "payload" JSONB NOT NULL,
    "state" "OutboxState" NOT NULL DEFAULT 'QUEUED',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reviews" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "cycle_id" UUID NOT NULL,
    "participant_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "direction" "Direction" NOT NULL,
    "status" "ReviewStatus" NOT NULL DEFAULT 'NOT_STARTED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drafts" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "review_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "section" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "is_open" BOOLEAN NOT NULL DEFAULT true,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft_revisions" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "draft_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "save_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_revisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft_conflicts" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "draft_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "save_id" UUID NOT NULL,
    "base_version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "draft_conflicts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submissions" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "participant_id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "direction" "Direction" NOT NULL,
    "rater_key" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "review_id" UUID,
    "body" JSONB NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "submissions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission_authors" (
    "submission_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "review_id" UUID NOT NULL,

    CONSTRAINT "submission_authors_pkey" PRIMARY KEY ("submission_id")
);

-- CreateTable
CREATE TABLE "ratings" (
    "submission_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "level_key" TEXT NOT NULL,
    "value" SMALLINT,
    "has_note" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ratings_pkey" PRIMARY KEY ("submission_id","item_id")
);

-- CreateTable
CREATE TABLE "packets" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "participant_id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "payload" JSONB NOT NULL,
    "shared_by_id" UUID NOT NULL,
    "shared_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "packets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "packet_acknowledgements" (
    "packet_id" UUID NOT NULL,
    "typed_name" TEXT NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "packet_acknowledgements_pkey" PRIMARY KEY ("packet_id")
);

-- CreateTable
CREATE TABLE "packet_replies" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "packet_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "packet_replies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "packet_views" (
    "packet_id" UUID NOT NULL,
    "viewer_id" UUID NOT NULL,
    "relation" TEXT NOT NULL,
    "on" DATE NOT NULL,

    CONSTRAINT "packet_views_pkey" PRIMARY KEY ("packet_id","viewer_id","on")
);

-- CreateIndex
CREATE INDEX "sessions_person_id_idx" ON "sessions"("person_id");

-- CreateIndex
CREATE INDEX "role_grants_person_id_idx" ON "role_grants"("person_id");

-- CreateIndex
CREATE INDEX "invitations_person_id_idx" ON "invitations"("person_id");

-- CreateIndex
CREATE INDEX "sign_in_attempts_account_key_at_idx" ON "sign_in_attempts"("account_key", "at");

-- CreateIndex
CREATE INDEX "sign_in_attempts_network_at_idx" ON "sign_in_attempts"("network", "at");

-- CreateIndex
CREATE INDEX "cycles_state_idx" ON "cycles"("state");

-- CreateIndex
CREATE INDEX "participants_manager_id_cycle_id_idx" ON "participants"("manager_id", "cycle_id");

-- CreateIndex
CREATE INDEX "participants_person_id_idx" ON "participants"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "participants_cycle_id_person_id_key" ON "participants"("cycle_id", "person_id");

-- CreateIndex
CREATE INDEX "contribution_windows_author_id_idx" ON "contribution_windows"("author_id");

-- CreateIndex
CREATE UNIQUE INDEX "contribution_windows_participant_id_author_id_key" ON "contribution_windows"("participant_id", "author_id");

-- CreateIndex
CREATE UNIQUE INDEX "ladders_key_key" ON "ladders"("key");

-- CreateIndex
CREATE UNIQUE INDEX "ladder_versions_ladder_id_number_key" ON "ladder_versions"("ladder_id", "number");

-- CreateIndex
CREATE INDEX "ladder_sources_version_id_idx" ON "ladder_sources"("version_id");

-- CreateIndex
CREATE UNIQUE INDEX "tracks_version_id_key_key" ON "tracks"("version_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "levels_version_id_key_key" ON "levels"("version_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "levels_track_id_order_key" ON "levels"("track_id", "order");

-- CreateIndex
CREATE UNIQUE INDEX "level_facts_level_id_key_label_key" ON "level_facts"("level_id", "key", "label");

-- CreateIndex
CREATE UNIQUE INDEX "categories_version_id_key_key" ON "categories"("version_id", "key");

-- CreateIndex
CREATE INDEX "items_category_id_idx" ON "items"("category_id");

-- CreateIndex
CREATE UNIQUE INDEX "items_version_id_key_key" ON "items"("version_id", "key");

-- CreateIndex
CREATE INDEX "item_levels_level_id_idx" ON "item_levels"("level_id");

-- CreateIndex
CREATE UNIQUE INDEX "scales_version_id_key_key" ON "scales"("version_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "scale_points_scale_id_code_key" ON "scale_points"("scale_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "scale_points_scale_id_value_key" ON "scale_points"("scale_id", "value");

-- CreateIndex
CREATE UNIQUE INDEX "transitions_version_id_key_key" ON "transitions"("version_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "people_email_key" ON "people"("email");

-- CreateIndex
CREATE INDEX "people_team_id_idx" ON "people"("team_id");

-- CreateIndex
CREATE INDEX "people_name_id_idx" ON "people"("name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "teams_name_key" ON "teams"("name");

-- CreateIndex
CREATE INDEX "person_levels_person_id_from_on_idx" ON "person_levels"("person_id", "from_on");

-- CreateIndex
CREATE INDEX "reporting_lines_person_id_from_on_idx" ON "reporting_lines"("person_id", "from_on");

-- CreateIndex
CREATE INDEX "reporting_lines_manager_id_to_on_idx" ON "reporting_lines"("manager_id", "to_on");

-- CreateIndex
CREATE INDEX "org_closure_person_id_depth_idx" ON "org_closure"("person_id", "depth");

-- CreateIndex
CREATE INDEX "audit_events_actor_id_at_idx" ON "audit_events"("actor_id", "at");

-- CreateIndex
CREATE INDEX "audit_events_subject_id_at_idx" ON "audit_events"("subject_id", "at");

-- CreateIndex
CREATE INDEX "audit_events_object_type_object_id_idx" ON "audit_events"("object_type", "object_id");

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_messages_dedup_key_key" ON "outbox_messages"("dedup_key");

-- CreateIndex
CREATE INDEX "outbox_messages_state_next_try_at_idx" ON "outbox_messages"("state", "next_try_at");

-- CreateIndex
CREATE INDEX "reviews_author_id_status_idx" ON "reviews"("author_id", "status");

-- CreateIndex
CREATE INDEX "reviews_participant_id_idx" ON "reviews"("participant_id");

-- CreateIndex
CREATE UNIQUE INDEX "reviews_cycle_id_subject_id_author_id_key" ON "reviews"("cycle_id", "subject_id", "author_id");

-- CreateIndex
CREATE INDEX "drafts_author_id_idx" ON "drafts"("author_id");

-- CreateIndex
CREATE UNIQUE INDEX "drafts_review_id_section_key" ON "drafts"("review_id", "section");

-- CreateIndex
CREATE UNIQUE INDEX "draft_revisions_draft_id_version_key" ON "draft_revisions"("draft_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "draft_revisions_draft_id_save_id_key" ON "draft_revisions"("draft_id", "save_id");

-- CreateIndex
CREATE UNIQUE INDEX "draft_conflicts_draft_id_save_id_key" ON "draft_conflicts"("draft_id", "save_id");

-- CreateIndex
CREATE INDEX "submissions_participant_id_direction_idx" ON "submissions"("participant_id", "direction");

-- CreateIndex
CREATE INDEX "submissions_subject_id_idx" ON "submissions"("subject_id");

-- CreateIndex
CREATE INDEX "submission_authors_review_id_idx" ON "submission_authors"("review_id");

-- CreateIndex
CREATE INDEX "ratings_item_id_idx" ON "ratings"("item_id");

-- CreateIndex
CREATE INDEX "packets_subject_id_shared_at_idx" ON "packets"("subject_id", "shared_at");

-- CreateIndex
CREATE UNIQUE INDEX "packets_participant_id_revision_key" ON "packets"("participant_id", "revision");

-- CreateIndex
CREATE INDEX "packet_replies_packet_id_idx" ON "packet_replies"("packet_id");

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_granted_by_id_fkey" FOREIGN KEY ("granted_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_scope_team_id_fkey" FOREIGN KEY ("scope_team_id") REFERENCES "teams"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycles" ADD CONSTRAINT "cycles_ladder_version_id_fkey" FOREIGN KEY ("ladder_version_id") REFERENCES "ladder_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participants" ADD CONSTRAINT "participants_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participants" ADD CONSTRAINT "participants_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participants" ADD CONSTRAINT "participants_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contribution_windows" ADD CONSTRAINT "contribution_windows_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contribution_windows" ADD CONSTRAINT "contribution_windows_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "growth_targets" ADD CONSTRAINT "growth_targets_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_snapshots" ADD CONSTRAINT "score_snapshots_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ladder_versions" ADD CONSTRAINT "ladder_versions_ladder_id_fkey" FOREIGN KEY ("ladder_id") REFERENCES "ladders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ladder_versions" ADD CONSTRAINT "ladder_versions_based_on_id_fkey" FOREIGN KEY ("based_on_id") REFERENCES "ladder_versions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ladder_sources" ADD CONSTRAINT "ladder_sources_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "ladder_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tracks" ADD CONSTRAINT "tracks_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "ladder_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "levels" ADD CONSTRAINT "levels_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "ladder_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "levels" ADD CONSTRAINT "levels_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "tracks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "levels" ADD CONSTRAINT "levels_extends_id_fkey" FOREIGN KEY ("extends_id") REFERENCES "levels"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "level_facts" ADD CONSTRAINT "level_facts_level_id_fkey" FOREIGN KEY ("level_id") REFERENCES "levels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "ladder_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "categories"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_scale_id_fkey" FOREIGN KEY ("scale_id") REFERENCES "scales"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "items" ADD CONSTRAINT "items_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "ladder_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "items" ADD CONSTRAINT "items_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "items" ADD CONSTRAINT "items_scale_point_id_fkey" FOREIGN KEY ("scale_point_id") REFERENCES "scale_points"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "items" ADD CONSTRAINT "items_target_point_id_fkey" FOREIGN KEY ("target_point_id") REFERENCES "scale_points"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_levels" ADD CONSTRAINT "item_levels_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_levels" ADD CONSTRAINT "item_levels_level_id_fkey" FOREIGN KEY ("level_id") REFERENCES "levels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scales" ADD CONSTRAINT "scales_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "ladder_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scale_points" ADD CONSTRAINT "scale_points_scale_id_fkey" FOREIGN KEY ("scale_id") REFERENCES "scales"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "level_targets" ADD CONSTRAINT "level_targets_level_id_fkey" FOREIGN KEY ("level_id") REFERENCES "levels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "level_targets" ADD CONSTRAINT "level_targets_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "level_targets" ADD CONSTRAINT "level_targets_scale_point_id_fkey" FOREIGN KEY ("scale_point_id") REFERENCES "scale_points"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transitions" ADD CONSTRAINT "transitions_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "ladder_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transitions" ADD CONSTRAINT "transitions_from_level_id_fkey" FOREIGN KEY ("from_level_id") REFERENCES "levels"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transitions" ADD CONSTRAINT "transitions_from_track_id_fkey" FOREIGN KEY ("from_track_id") REFERENCES "tracks"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transitions" ADD CONSTRAINT "transitions_to_level_id_fkey" FOREIGN KEY ("to_level_id") REFERENCES "levels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "people_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_levels" ADD CONSTRAINT "person_levels_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reporting_lines" ADD CONSTRAINT "reporting_lines_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reporting_lines" ADD CONSTRAINT "reporting_lines_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_closure" ADD CONSTRAINT "org_closure_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_closure" ADD CONSTRAINT "org_closure_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox_messages" ADD CONSTRAINT "outbox_messages_recipient_id_fkey" FOREIGN KEY ("recipient_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "reviews"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_revisions" ADD CONSTRAINT "draft_revisions_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "drafts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_conflicts" ADD CONSTRAINT "draft_conflicts_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "drafts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_authors" ADD CONSTRAINT "submission_authors_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "packets" ADD CONSTRAINT "packets_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "packets" ADD CONSTRAINT "packets_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "packets" ADD CONSTRAINT "packets_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "packets" ADD CONSTRAINT "packets_shared_by_id_fkey" FOREIGN KEY ("shared_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "packet_acknowledgements" ADD CONSTRAINT "packet_acknowledgements_packet_id_fkey" FOREIGN KEY ("packet_id") REFERENCES "packets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "packet_replies" ADD CONSTRAINT "packet_replies_packet_id_fkey" FOREIGN KEY ("packet_id") REFERENCES "packets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "packet_views" ADD CONSTRAINT "packet_views_packet_id_fkey" FOREIGN KEY ("packet_id") REFERENCES "packets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
