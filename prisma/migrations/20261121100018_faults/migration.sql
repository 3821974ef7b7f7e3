-- Why a message could not be sent, in a word and as the mail server numbers it: never what it said, which holds
-- addresses. And since when it is tried: a message that was given up may be given another day.
ALTER TABLE "outbox_messages" ADD COLUMN "failure" TEXT,
ADD COLUMN "response_code" INTEGER,
ADD COLUMN "retried_at" TIMESTAMPTZ(3);
ALTER TABLE outbox_messages ADD CONSTRAINT outbox_messages_failure_check CHECK (failure IN
  ('refused', 'deferred', 'unreachable', 'sign-in', 'left', 'ended'));
GRANT UPDATE (failure, response_code) ON outbox_messages TO app_job;
