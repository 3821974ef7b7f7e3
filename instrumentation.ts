/** Runs once before the first request: a web process with a missing or weak setting does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { assertEnvironment } = await import('@/lib/env')
  try {
    assertEnvironment('web')
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}
