/** Runs once before the first request, whose answer gets our headers; a web process with a missing or weak setting does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { assertEnvironment } = await import('@/lib/env')
  const { installHeaders } = await import('@/app/_server/headers')
  installHeaders()
  try {
    assertEnvironment('web')
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
  void refuseAllPowerfulRole()
  void recordWhatTheEdgeRefuses()
}

// Not waited for: a database that is away is told by readiness, and comes back.
async function refuseAllPowerfulRole(): Promise<void> {
  const { webDatabase } = await import('@/lib/auth/request')
  const { isAllPowerful } = await import('@/lib/health/queries')
  if (!(await isAllPowerful(webDatabase()))) return
  console.error(
    'Rung cannot start: DATABASE_URL_WEB names a role that may read and change everything.',
  )
  process.exit(1)
}

const EVERY_MS = 5_000

// The edge itself has no database: it counts, and the count becomes a row of the audit log.
async function recordWhatTheEdgeRefuses(): Promise<void> {
  const { webDatabase } = await import('@/lib/auth/request')
  const { recordForeign } = await import('@/lib/audit/edge/commands')
  const { SYSTEM_ACTOR } = await import('@/lib/context')
  const record = () =>
    recordForeign({ actor: SYSTEM_ACTOR, db: webDatabase(), now: new Date(), requestId: null })
  setInterval(record, EVERY_MS).unref()
}
