export type TokenState =
  | 'Waits for a second administrator'
  | 'Not agreed to'
  | 'Not used yet'
  | 'In use'
  | 'Expired'
  | 'Revoked'

export type TokenDates = {
  expiresAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
  /** What became of the request for a second person; null where nobody was asked. */
  approval: string | null
}

/** How a token stands, in a word for its list; it opens something in two of these states only. */
export function tokenState(token: TokenDates, now: Date): TokenState {
  if (token.revokedAt) return 'Revoked'
  if (token.approval === 'OPEN') return 'Waits for a second administrator'
  if (token.approval !== 'APPROVED') return 'Not agreed to'
  if (token.expiresAt <= now) return 'Expired'
  return token.lastUsedAt ? 'In use' : 'Not used yet'
}
