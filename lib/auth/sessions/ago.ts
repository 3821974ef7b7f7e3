const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How long ago something was, as people say it; a session is never older than half a day. */
export function agoWords(at: Date, now: Date): string {
  const passed = now.getTime() - at.getTime()
  if (passed < 2 * MINUTE) return 'just now'
  if (passed < 2 * HOUR) return `${Math.floor(passed / MINUTE)} minutes ago`
  return `${Math.floor(passed / HOUR)} hours ago`
}
