import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { listApprovals } from '@/lib/approvals/queries'
import { hashToken } from '@/lib/auth/token'
import type { Context } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { authorizeService, type ServiceContext, serviceContext } from './provider-context'
import { type TokenDates, type TokenState, tokenState } from './token-state'

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
      AND t.revoked_at IS NULL AND t.expires_at > now() AND EXISTS (
        SELECT FROM approvals a WHERE a.kind = 'scim.token' AND a.object_id = t.id::text
          AND a.state = 'APPROVED')`
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
  /** They are no administrator any more, and saw the token when they made it. */
  isMakerGone: boolean
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  state: TokenState
  /** The request that the actor can agree to; null where there is none or somebody else must. */
  approvalId: string | null
  /** Why it was asked for. */
  reason: string | null
}

const SHOWN = 50

/** The tokens that there are and were, newest first; never what they say. */
export async function listTokens(ctx: Context): Promise<TokenListItem[]> {
  authorizeService(ctx)
  const tokens = await ctx.db.$queryRaw<TokenFacts[]>`
    SELECT t.id::text, t.name, p.name AS "madeBy", t.created_at AS "createdAt",
      NOT (p.is_active AND EXISTS (SELECT FROM role_grants g WHERE g.person_id = p.id AND g.role = 'ADMIN'
        AND g.valid_from <= ${ctx.now} AND (g.valid_to IS NULL OR g.valid_to > ${ctx.now}))) AS "isMakerGone",
      t.expires_at AS "expiresAt", t.last_used_at AS "lastUsedAt", t.revoked_at AS "revokedAt",
      a.id::text AS "approvalId", a.reason,
      CASE WHEN a.state = 'OPEN' AND a.expires_at <= ${ctx.now} THEN 'EXPIRED' ELSE a.state::text END AS approval
    FROM scim_tokens t JOIN people p ON p.id = t.created_by_id
    LEFT JOIN approvals a ON a.kind = 'scim.token' AND a.object_id = t.id::text
    ORDER BY t.created_at DESC, t.id LIMIT ${SHOWN}`
  return Promise.all(tokens.map((token) => shown(ctx, token)))
}

type TokenFacts = Omit<TokenListItem, 'state'> & TokenDates

async function shown(ctx: Context, token: TokenFacts): Promise<TokenListItem> {
  const { revokedAt: _, approval: __, ...item } = token
  const state = tokenState(token, ctx.now)
  const isOpen = state === 'Waits for a second administrator' && token.approvalId !== null
  const mayAgree = isOpen && (await mayDecide(ctx, token.approvalId))
  return { ...item, state, approvalId: mayAgree ? token.approvalId : null }
}

async function mayDecide(ctx: Context, approvalId: string | null): Promise<boolean> {
  const { waiting } = await listApprovals(ctx)
  return waiting.some(({ id }) => id === approvalId)
}
