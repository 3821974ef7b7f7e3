import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { authorizeTimer } from '@/lib/jobs/context'
import { lockOrganisation } from '../closure/commands'
import { assertMayStandAbove } from '../lines/commands'
import { getToday } from '../queries'
import { assertOpensNobody } from '../teams/scope/queries'
import { type ChangeRefusal, changeRefusal, dayRefusal, refusalText } from './change'
import { type NewChange, newChange } from './change-row'
import {
  authorizeChange,
  type DueChange,
  findManagerId,
  findTeamId,
  getChangeFacts,
  joiningOf,
  linesOf,
  listDueChanges,
} from './queries'
import { writeLines } from './records/commands'
import { ChangeId, ChangePerson } from './schema'

export type ChangeOutcome = { changeIds: string[]; isPlanned: boolean }

// A move of hundreds is one transaction, and each of them takes the chart along.
const LONG = { timeout: 60_000, maxWait: 5_000 }

/** Changes level, manager, team or employment of a person, or says when they leave: from a day on. */
export async function changePerson(ctx: Context, input: unknown): Promise<ChangeOutcome> {
  const change = parseInput(ChangePerson, input)
  await authorizeChange(ctx, {
    personIds: [change.personId],
    isLeaving: change.kind === 'LEAVER',
  })
  const changes = [{ ...newChange(change), ...(await newValueOf(ctx, change)) }]
  return changePeople(ctx, { day: change.on, changes })
}

/** Several changes of one day at once: all of them or none. For commands that have parsed their input. */
export async function changePeople(
  ctx: Context,
  { day, changes }: { day: string; changes: readonly NewChange[] },
): Promise<ChangeOutcome> {
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const personIds = [...new Set(changes.map(({ personId }) => personId))]
    await lockFor(inner, changes)
    await authorizeChange(inner, { personIds, isLeaving: isLeaving(changes) })
    const today = await getToday(inner)
    const refusal = dayRefusal(day, today)
    if (refusal) throw new AppError('INVALID', refusal, { on: refusal })
    await applyDue(inner, { today, personIds })
    const changeIds = await insertChanges(inner, changes)
    await assertAllowed(inner, changeIds)
    // No line is written yet, and what may not be at all is said before who else must agree.
    await assertMayStandAbove(inner, await linesOf(inner, changes), { isPlanned: day > today })
    await assertOpensNobody(inner, await joiningOf(inner, changes))
    const due = await listDueChanges(inner, { today, personIds })
    if (due.length === 0) await recordPlans(inner, changeIds)
    else await applyAll(inner, due, today)
    return { changeIds, isPlanned: due.length === 0 }
  }, LONG)
}

/** Takes back a change whose day has not come. */
export async function cancelChange(ctx: Context, input: unknown): Promise<{ personId: string }> {
  const { changeId } = parseInput(ChangeId, input)
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const change = await tx.personChange.findUnique({ where: { id: changeId } })
    if (!change) throw new AppError('NOT_FOUND', 'There is no such change.')
    const { personId } = change
    await authorizeChange(inner, { personIds: [personId], isLeaving: change.kind === 'LEAVER' })
    const { count } = await tx.personChange.updateMany({
      where: { id: changeId, state: 'PLANNED' },
      data: { state: 'CANCELLED', settledAt: ctx.now },
    })
    if (count === 0) throw new AppError('CONFLICT', SETTLED)
    await recordChange(inner, { ...change, action: 'person.cancelChange' })
    return { personId }
  })
}

const SETTLED = 'This change has taken effect or was cancelled already. Load the page again.'

/**
 * The job of the day: applies every planned change whose day has come, each in a transaction of its
 * own. Several workers do each once; what may no longer be is kept with the reason.
 */
export async function applyDueChanges(
  ctx: Context,
): Promise<{ applied: number; refused: number; mended: number }> {
  authorizeTimer(ctx)
  const today = await getToday(ctx)
  const outcomes = { APPLIED: 0, REFUSED: 0, GONE: 0 }
  for (const due of await listDueChanges(ctx, { today })) {
    const outcome = await ctx.db.$transaction(async (tx) => {
      const inner = { ...ctx, db: tx }
      await lockFor(inner, [due])
      return apply(inner, due, today)
    }, LONG)
    outcomes[outcome] += 1
  }
  const [mended] = await ctx.db.$queryRaw<{ count: number }[]>`SELECT mend_places() AS count`
  return { applied: outcomes.APPLIED, refused: outcomes.REFUSED, mended: mended?.count ?? 0 }
}

async function newValueOf(ctx: Context, change: ChangePerson): Promise<Partial<NewChange>> {
  if (change.kind === 'LEVEL') return change.level ?? {}
  if (change.kind === 'EMPLOYMENT') return { employment: change.employment }
  if (change.kind === 'MANAGER' && change.manager) {
    return { managerId: await findManagerId(ctx, change.manager) }
  }
  if (change.kind === 'TEAM' && change.team) return { teamId: await findTeamId(ctx, change.team) }
  return {}
}

async function applyDue(
  ctx: Context,
  due: { today: string; personIds: readonly string[] },
): Promise<void> {
  for (const one of await listDueChanges(ctx, due)) await apply(ctx, one, due.today)
}

async function apply(
  ctx: Context,
  due: DueChange,
  today: string,
): Promise<'APPLIED' | 'REFUSED' | 'GONE'> {
  const [found] = await getChangeFacts(ctx, [due.id])
  if (!found) return 'GONE'
  const refusal = changeRefusal(found.facts)
  if (refusal) return refuse(ctx, due, refusal)
  const [row] = await ctx.db.$queryRaw<{ isApplied: boolean }[]>`
    SELECT apply_person_change(${due.id}::uuid, ${today}::date) AS "isApplied"`
  if (!row?.isApplied) return 'GONE'
  await recordChange(ctx, { ...due, action: 'person.change' })
  return 'APPLIED'
}

async function applyLines(ctx: Context, lines: readonly DueChange[]): Promise<void> {
  await writeLines(
    ctx,
    lines.map(({ id }) => id),
  )
  for (const line of lines) await recordChange(ctx, { ...line, action: 'person.change' })
}

async function refuse(ctx: Context, due: DueChange, refusal: ChangeRefusal): Promise<'REFUSED'> {
  await ctx.db.$executeRaw`UPDATE person_changes
    SET state = 'REFUSED', refusal = ${refusal}, settled_at = ${ctx.now}
    WHERE id = ${due.id}::uuid AND state = 'PLANNED'`
  await recordChange(ctx, { ...due, action: 'person.refuseChange' })
  return 'REFUSED'
}

/** The organisation first and accounts second, always in this order, so that nobody waits in a ring. */
async function lockFor(ctx: Context, changes: readonly Pick<DueChange, 'kind'>[]): Promise<void> {
  await lockOrganisation(ctx)
  if (!isLeaving(changes)) return
  await ctx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('rung accounts'))`
}

function isLeaving(changes: readonly Pick<DueChange, 'kind'>[]): boolean {
  return changes.some(({ kind }) => kind === 'LEAVER')
}

async function insertChanges(ctx: Context, changes: readonly NewChange[]): Promise<string[]> {
  if (changes.some(({ managerId, personId }) => managerId === personId)) {
    throw new AppError('INVALID', OWN_MANAGER)
  }
  const known = await ctx.db.personChange.count({
    where: {
      state: 'PLANNED',
      OR: changes.map(({ personId, kind, effectiveOn }) => ({ personId, kind, effectiveOn })),
    },
  })
  if (known > 0) throw new AppError('CONFLICT', TWICE)
  const made = await ctx.db.personChange.createManyAndReturn({
    data: changes.map(({ day: _, ...change }) => ({ ...change, requestedById: ctx.actor.id })),
    select: { id: true },
  })
  return made.map(({ id }) => id)
}

const OWN_MANAGER = 'Nobody can be their own manager. Choose somebody else.'
const TWICE =
  'Such a change is planned for that day already. Cancel it first, or choose another day.'

async function assertAllowed(ctx: Context, changeIds: readonly string[]): Promise<void> {
  for (const { facts } of await getChangeFacts(ctx, changeIds)) {
    const refusal = changeRefusal(facts)
    if (refusal) throw new AppError('INVALID', refusalText(refusal, facts), { on: '' })
  }
}

async function recordPlans(ctx: Context, changeIds: readonly string[]): Promise<void> {
  const changes = await ctx.db.personChange.findMany({ where: { id: { in: [...changeIds] } } })
  for (const change of changes) await recordChange(ctx, { ...change, action: 'person.planChange' })
}

// Of many lines the chains are computed once, not once for each.
async function applyAll(ctx: Context, due: readonly DueChange[], today: string): Promise<void> {
  const lines = due.filter(({ kind }) => kind === 'MANAGER')
  const isMany = lines.length > 1
  if (isMany) await applyLines(ctx, lines)
  for (const one of isMany ? due.filter(({ kind }) => kind !== 'MANAGER') : due) {
    await apply(ctx, one, today)
  }
}

type Recorded = Pick<DueChange, 'id' | 'personId' | 'kind'> & { action: string }

async function recordChange(ctx: Context, { action, id, personId, kind }: Recorded): Promise<void> {
  await recordAudit(ctx, {
    action,
    objectType: 'person_change',
    objectId: id,
    subjectId: personId,
    reason: ctx.actor.id === SYSTEM_ACTOR.id ? `${kind} by the clock` : kind,
  })
}
