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
}
