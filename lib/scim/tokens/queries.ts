import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { hashToken } from '@/lib/auth/token'
import type { Context } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { authorizeService, type ServiceContext, serviceContext } from './provider-context'

export type Bearer = { authorization: string | null; requestId: string | null }
export type FoundService = { now: Date; ctx: ServiceContext | null; isUseStale: boolean }

type TokenRow = {
  now: Date
  tokenId: string | null
  name: string
  createdById: string
  tokenHash: string
  isUseStale: boolean
}

/** The provider behind a bearer token, by the clock of the database; no context when it is not good. */
export async function findService(
  db: Database | Transaction,
  { authorization, requestId }: Bearer,
): Promise<FoundService> {
  const hash = hashToken(tokenIn(authorization))
  const [row] = await db.$queryRaw<TokenRow[]>`
    SELECT now() AS now, t.id::text AS "tokenId", t.name, t.created_by_id::text AS "createdById",
      t.token_hash AS "tokenHash",
      t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute' AS "isUseStale"
    FROM (SELECT 1) one LEFT JOIN scim_tokens t ON t.token_hash = ${hash}
      AND t.revoked_at IS NULL AND t.expires_at > now()`
  if (!row) throw new Error('The database did not tell the time.')
  const { now, tokenId, name, createdById, tokenHash, isUseStale } = row
  if (!tokenId || !timingSafeEqual(Buffer.from(tokenHash), Buffer.from(hash))) {
    return { now, ctx: null, isUseStale: false }
  }
  const ctx = serviceContext({ db, now, requestId }, { tokenId, name, createdById })
  return { now, ctx, isUseStale }
}

function tokenIn(authorization: string | null): string {
  return /^Bearer +([\w~+/.-]{20,200}=*) *$/i.exec(authorization ?? '')?.[1] ?? ''
}

export type TokenListItem = {
  id: string
  name: string
  madeBy: string
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  state: 'In use' | 'Not used yet' | 'Expired' | 'Revoked'
}

const SHOWN = 50

/** The tokens that there are and were, newest first; never what they say. */
export async function listTokens(ctx: Context): Promise<TokenListItem[]> {
  authorizeService(ctx)
  const tokens = await ctx.db.scimToken.findMany({
    orderBy: { createdAt: 'desc' },
    take: SHOWN,
    select: {
      id: true,
      name: true,
      createdAt: true,
      expiresAt: true,
      lastUsedAt: true,
      revokedAt: true,
      createdBy: { select: { name: true } },
    },
  })
  return tokens.map(({ createdBy, revokedAt, ...token }) => ({
    ...token,
    madeBy: createdBy.name,
    state: stateOf({ ...token, revokedAt }, ctx.now),
  }))
}

type Dates = { expiresAt: Date; lastUsedAt: Date | null; revokedAt: Date | null }

function stateOf({ expiresAt, lastUsedAt, revokedAt }: Dates, now: Date): TokenListItem['state'] {
  if (revokedAt) return 'Revoked'
  if (expiresAt <= now) return 'Expired'
  return lastUsedAt ? 'In use' : 'Not used yet'
}
