import 'server-only'
import { requestApproval, takeApproval } from '@/lib/approvals/commands'
import { ApprovalId } from '@/lib/approvals/schema'
import { recordAudit } from '@/lib/audit/commands'
import { assertSteppedUp } from '@/lib/auth/step-up/stepped-up'
import { hashToken, newToken } from '@/lib/auth/token'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { authorizeService } from './provider-context'
import { MakeToken, TokenId } from './schema'

export type MadeToken = { name: string; token: string; expiresAt: Date }

/**
 * Makes a token with which a provider runs the accounts: it could move people, and give them another
 * address, so that it opens nothing until a second administrator agrees. It is shown once; only its
 * hash is kept.
 */
export async function makeScimToken(ctx: Context, input: unknown): Promise<MadeToken> {
  authorizeService(ctx)
  const { name, days, reason } = parseInput(MakeToken, input)
  assertSteppedUp(ctx.actor)
  const token = `rung_scim_${newToken()}`
  const expiresAt = new Date(ctx.now.getTime() + days * 86_400_000)
  await ctx.db.$transaction(async (tx) => {
    const { id } = await tx.scimToken.create({
      data: {
        name,
        tokenHash: hashToken(token),
        createdById: ctx.actor.id,
        createdAt: ctx.now,
        expiresAt,
      },
      select: { id: true },
    })
    const inner = { ...ctx, db: tx }
    await recordToken(inner, 'scim.makeToken', id)
    await requestApproval(inner, {
      kind: 'scim.token',
      objectId: id,
      subjectId: null,
      payload: { tokenId: id, days },
      reason,
      whenAlone: ALONE,
    })
  })
  return { name, token, expiresAt }
}

const ALONE =
  'A token needs a second administrator, and there is none who was not appointed by you alone. On the machine that runs Rung, run npm run roles -- grant admin <e-mail> for another person, who then agrees. No token was made.'

/** Agrees, as the second administrator, that a provider runs the accounts by this token. */
export async function approveScimToken(ctx: Context, input: unknown): Promise<void> {
  const { approvalId } = parseInput(ApprovalId, input)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const { objectId } = await takeApproval(inner, { approvalId, kind: 'scim.token' })
    await recordToken(inner, 'scim.approveToken', objectId)
  })
}

/** Ends a token; the provider's next request is refused. */
export async function revokeScimToken(ctx: Context, input: unknown): Promise<void> {
  authorizeService(ctx)
  const { tokenId } = parseInput(TokenId, input)
  await ctx.db.$transaction(async (tx) => {
    const found = await tx.scimToken.findUnique({ where: { id: tokenId }, select: { id: true } })
    if (!found) throw new AppError('NOT_FOUND', 'There is no such token.')
    const { count } = await tx.scimToken.updateMany({
      where: { id: tokenId, revokedAt: null },
      data: { revokedAt: ctx.now },
    })
    if (count === 0) throw new AppError('CONFLICT', 'This token was revoked already.')
    await recordToken({ ...ctx, db: tx }, 'scim.revokeToken', tokenId)
  })
}

/** Notes that a token is in use; at most once a minute. */
export async function touchToken(db: Database | Transaction, tokenId: string): Promise<void> {
  await db.$executeRaw`UPDATE scim_tokens SET last_used_at = now() WHERE id = ${tokenId}::uuid`
}

/** Somebody came with a token that is not good. What they brought is not written down. */
export async function recordWrongToken(
  db: Database | Transaction,
  { now, requestId }: { now: Date; requestId: string | null },
): Promise<void> {
  await recordAudit(
    { actor: SYSTEM_ACTOR, db, now, requestId },
    {
      action: 'scim.signIn',
      objectType: 'scim_token',
      decision: 'deny',
      reason: 'UNAUTHENTICATED',
    },
  )
}

async function recordToken(ctx: Context, action: string, id: string): Promise<void> {
  await recordAudit(ctx, { action, objectType: 'scim_token', objectId: id })
}
