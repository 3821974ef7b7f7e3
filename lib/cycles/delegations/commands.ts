import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import type { Delegation } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { queueMessage } from '@/lib/notifications/commands'
import { authorize, decide } from '@/lib/policy/decide'
import { actingAs } from '../standing/acting-as'
import { getStanding, packetFacts, type Standing } from '../standing/queries'
import { endOfTerm, tieInWords } from './grant'
import { acceptsDelegate, findLender, listTies, SOUND } from './queries'
import { GrantDelegation, RevokeDelegation } from './schema'

/**
 * Lends the pen of a manager until a day: for one person, or for everybody whom they write about in
 * the cycle. What the delegate writes is a task of their own and stands beside the manager's review.
 */
export async function grantDelegation(
  ctx: Context,
  input: unknown,
): Promise<{ delegationId: string; granteeName: string }> {
  const { participantId, scope, email, endsOn, reason } = parseInput(GrantDelegation, input)
  return inTransaction(ctx, async (_tx, inside) => {
    const lending = await lendingFor(inside, { participantId, isForAll: scope === 'all' })
    const grantee = await findGrantee(inside, { email, lending })
    const endsAt = endOfTerm(endsOn, lending.target.cycle)
    await authorizeLending(inside, { lending, grantee, endsAt })
    const delegation = await inside.db.delegation.create({
      data: {
        cycleId: lending.target.cycle.id,
        participantId: scope === 'one' ? participantId : null,
        grantorId: lending.grantorId,
        granteeId: grantee.id,
        grantedById: ctx.actor.id,
        reason,
        startsAt: ctx.now,
        endsAt,
      },
    })
    await giveTasks(inside, lending.standings, grantee.id)
    await tell(inside, delegation, { action: 'delegation.grant', target: lending.target })
    return { delegationId: delegation.id, granteeName: grantee.name }
  })
}

/** Takes the pen back at once. What was written stays with whoever wrote it. */
export async function revokeDelegation(ctx: Context, input: unknown): Promise<void> {
  const { delegationId } = parseInput(RevokeDelegation, input)
  await inTransaction(ctx, async (tx, inside) => {
    const delegation = await tx.delegation.findUnique({ where: { id: delegationId } })
    if (!delegation) throw nothingHere()
    const { participantId, cycleId, grantorId } = delegation
    const covered = participantId
      ? [participantId]
      : await listCovered(inside, { cycleId, grantorId })
    const standings = await standingsOf(inside, covered)
    const [target] = standings
    if (!target) throw nothingHere()
    // What the policy asks of a delegation is about what comes to be; an end creates nothing.
    for (const one of standings) authorize('delegation.revoke', packetFacts(one, SOUND))
    const { count } = await tx.delegation.updateMany({
      where: { id: delegationId, revokedAt: null, endsAt: { gt: ctx.now } },
      data: { revokedAt: ctx.now, revokedById: ctx.actor.id },
    })
    if (count === 0) throw new AppError('CONFLICT', 'This has ended already. Nothing was changed.')
    await tell(inside, delegation, { action: 'delegation.revoke', target })
  })
}

const NOT_ALL =
  'You are not responsible for everybody whom this manager writes about. Choose one person at a time.'

type Grantee = { id: string; name: string }
type Lending = {
  grantorId: string
  target: Standing
  /** Everybody whom it is for. */
  standings: Standing[]
}

// As every transition: the cycle first, which cannot close meanwhile, then the participants.
async function lendingFor(
  ctx: Context,
  { participantId, isForAll }: { participantId: string; isForAll: boolean },
): Promise<Lending> {
  await ctx.db.$queryRaw`SELECT c.id FROM cycles c JOIN participants p ON p.cycle_id = c.id
    WHERE p.id = ${participantId}::uuid FOR SHARE OF c`
  const first = await getStanding(ctx, participantId)
  authorize('delegation.grant', packetFacts(first, SOUND))
  const { grantor } = await findLender(ctx, participantId)
  if (!grantor) throw new AppError('CONFLICT', 'Nobody writes about this person as their manager.')
  const cycleId = first.cycle.id
  const covered = isForAll
    ? await listCovered(ctx, { cycleId, grantorId: grantor.id })
    : [participantId]
  await ctx.db.$queryRaw`SELECT id FROM participants WHERE id = ANY(${covered}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`
  const standings = await standingsOf(ctx, covered)
  if (standings.some((one) => !decide('delegation.grant', packetFacts(one, SOUND)).allow)) {
    throw new AppError('FORBIDDEN', NOT_ALL)
  }
  const target = standings.find(({ participant }) => participant.id === participantId)
  if (!target || !acceptsDelegate(target)) {
    throw new AppError('CONFLICT', 'The time for writing about this person is over.')
  }
  return { grantorId: grantor.id, target, standings }
}

async function findGrantee(
  ctx: Context,
  { email, lending }: { email: string; lending: Lending },
): Promise<Grantee> {
  const person = await ctx.db.person.findUnique({
    where: { email },
    select: { id: true, name: true, isActive: true },
  })
  if (!person?.isActive) throw refusedGrantee('Nobody who works here has this address.')
  if (person.id === ctx.actor.id) throw refusedGrantee('Choose somebody other than yourself.')
  if (person.id === lending.grantorId) {
    throw refusedGrantee(`${person.name} is the manager and writes the review anyway.`)
  }
  return person
}

async function authorizeLending(
  ctx: Context,
  { lending, grantee, endsAt }: { lending: Lending; grantee: Grantee; endsAt: Date },
): Promise<void> {
  const { standings, target } = lending
  const { closeAt } = target.cycle
  if (endsAt <= ctx.now) throw refusedDay('Choose today or a later day.')
  if (endsAt > closeAt) throw refusedDay('Choose a day before the cycle closes.')
  const participantIds = standings.map(({ participant }) => participant.id)
  const ties = await listTies(ctx, { granteeId: grantee.id, participantIds })
  const tied = tieInWords(grantee.name, ties)
  if (tied) throw refusedGrantee(tied)
  for (const standing of standings) {
    const conditions = {
      granteeUninvolved: ties.every(({ tie }) => tie === null),
      delegationEndsWithCycle: endsAt <= closeAt,
      delegationNotPassedOn: !standing.relations.has('deleg'),
    }
    authorize('delegation.grant', packetFacts(standing, conditions), { readOp: 'progress.read' })
  }
}

// Their own task, whatever comes of it; one from an earlier time is taken up where it was left.
async function giveTasks(ctx: Context, standings: Standing[], granteeId: string): Promise<void> {
  await ctx.db.review.createMany({
    data: standings.filter(acceptsDelegate).map(({ participant }) => ({
      cycleId: participant.cycleId,
      participantId: participant.id,
      subjectId: participant.personId,
      authorId: granteeId,
      direction: 'DELEGATE' as const,
      createdAt: ctx.now,
    })),
    skipDuplicates: true,
  })
}

async function tell(
  ctx: Context,
  delegation: Delegation,
  { action, target }: { action: 'delegation.grant' | 'delegation.revoke'; target: Standing },
): Promise<void> {
  const { id, cycleId, participantId, grantorId, granteeId, endsAt } = delegation
  const as = actingAs({ actor: ctx.actor, standing: target }, action, packetFacts(target, SOUND))
  await recordAudit(ctx, {
    action,
    capacity: as?.capacity ?? null,
    objectType: 'delegation',
    objectId: id,
    subjectId: participantId && target.participant.personId,
    cycleId,
    after: { participantId, grantorId, granteeId, endsAt },
  })
  await queueMessage(ctx, {
    kind: action === 'delegation.grant' ? 'delegation-granted' : 'delegation-ended',
    cycleId,
    delegationId: id,
    granteeId,
    // Whoever did it themselves knows.
    managerId: grantorId === ctx.actor.id ? null : grantorId,
    path: `/reviews/delegates/${target.participant.id}`,
  })
}

async function listCovered(
  ctx: Context,
  { cycleId, grantorId }: { cycleId: string; grantorId: string },
): Promise<string[]> {
  const windows = await ctx.db.contributionWindow.findMany({
    where: { authorId: grantorId, role: 'PRIMARY', isOpen: true, participant: { cycleId } },
    select: { participantId: true },
    orderBy: { participantId: 'asc' },
  })
  return windows.map(({ participantId }) => participantId)
}

async function standingsOf(ctx: Context, participantIds: readonly string[]): Promise<Standing[]> {
  const standings: Standing[] = []
  for (const participantId of participantIds) standings.push(await getStanding(ctx, participantId))
  return standings
}

function refusedGrantee(message: string): AppError {
  return new AppError('INVALID', message, { email: message })
}

function refusedDay(message: string): AppError {
  return new AppError('INVALID', message, { endsOn: message })
}

function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}
