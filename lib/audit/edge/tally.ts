// The edge (app/_server/headers.ts) counts here, from outside of this bundle, what another site made a browser send.
const shared = globalThis as { rungForeignRequests?: number }

/** How many there were since the last time that this was asked. */
export function takeForeign(): number {
  const count = shared.rungForeignRequests ?? 0
  shared.rungForeignRequests = 0
  return count
}

/** Puts back what could not be recorded. */
export function keepForeign(count: number): void {
  shared.rungForeignRequests = (shared.rungForeignRequests ?? 0) + count
}
