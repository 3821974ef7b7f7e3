// The edge (app/_server/headers.ts) counts in one bundle and what records it runs in another.
const shared = globalThis as { rungForeignRequests?: number }

/** One request more that another site made a browser send, refused before anything of ours saw it. */
export function countForeign(): void {
  shared.rungForeignRequests = (shared.rungForeignRequests ?? 0) + 1
}

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
