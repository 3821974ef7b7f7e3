import { loadEnvironmentFile } from './installation'

loadEnvironmentFile()
const { assertEnvironment, env } = await import('@/lib/env')
assertEnvironment('worker')
const { startWorker } = await import('@/lib/jobs/worker')

const worker = await startWorker({
  databaseUrl: env.DATABASE_URL_JOB,
  origin: env.APP_ORIGIN,
  anchorFile: env.AUDIT_ANCHOR_FILE,
  erasureLog: env.ERASURE_LOG_FILE,
  smtpUrl: env.SMTP_URL,
  people: env.RUNG_IMPORT_FOLDER
    ? { folder: env.RUNG_IMPORT_FOLDER, absent: env.RUNG_IMPORT_ABSENT }
    : undefined,
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    worker.stop().finally(() => process.exit())
  })
}
