import 'server-only'
import { createHash } from 'node:crypto'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import type { AppError } from '@/lib/errors'
import { capacityOf } from './capacity'
import { type Kind, keepPace } from './pace/commands'
import { type RefusedObject, refusedObject } from './refusal'

export type AuditEntry = {
  action: string
  objectType: string
  objectId?: string | null
  subjectId?: string | null
  cycleId?: string | null
  decision?: 'allow' | 'deny'
  reason?: string | null
  before?: unknown
  after?: unknown
  /** The power that it was seen or done by; left out where only the roles of the actor can tell. */
  capacity?: string | null
}

/** Writes who did what; call it with the context of the transaction that has the effect. No text goes in. */
export async function recordAudit(ctx: Context, entry: AuditEntry): Promise<void> {
  // Not create(): it reads the row back, which the role of the jobs may not.
  await ctx.db.auditEvent.createMany({
    data: {
      actorId: ctx.actor.id === SYSTEM_ACTOR.id ? null : ctx.actor.id,
      sessionId: ctx.actor.sessionId,
      action: entry.action,
      objectType: entry.objectType,
      objectId: entry.objectId ?? null,
      subjectId: entry.subjectId ?? null,
      cycleId: entry.cycleId ?? null,
      decision: entry.decision ?? 'allow',
      reason: entry.reason ?? null,
      beforeHash: hash(entry.before),
      afterHash: hash(entry.after),
      requestId: ctx.requestId,
      capacity: entry.capacity === undefined ? capacityOf(ctx, entry) : entry.capacity,
    },
  })
}

const MAX_RECORDS = 200
const RECORD_MINUTES = 15

/**
 * The same for what a visitor can cause without end: no more than 200 rows of an action and reason in
 * a quarter of an hour, so that nobody fills the log.
 */
export async function recordSparingly(
  ctx: Context,
  entry: AuditEntry & { reason: string },
): Promise<void> {
  const [recent] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM audit_events WHERE action = ${entry.action}
      AND reason = ${entry.reason} AND at > now() - make_interval(mins => ${RECORD_MINUTES}::int)
      LIMIT ${MAX_RECORDS}) few`
  if (!recent || recent.count < MAX_RECORDS) await recordAudit(ctx, entry)
}

/** Somebody read what others wrote about a person. A row for each time, without a word of it. */
export async function recordReading(
  ctx: Context,
  read: Pick<
    AuditEntry,
    'action' | 'objectType' | 'objectId' | 'subjectId' | 'cycleId' | 'capacity'
  >,
): Promise<void> {
  if (read.subjectId === ctx.actor.id) return
  await recordAudit(ctx, read)
  const thing = `${read.objectType} ${read.objectId}`
  await keepPace(ctx, { kind: 'readings', thing }, (kind) => recordPace(ctx, kind))
}

/** A refusal leaves a row too: who wanted what of which thing. Bad input and conflicts are not refusals of access. */
export async function recordRefusal(
  ctx: Context,
  refusal: { action: string; error: AppError; input?: unknown },
): Promise<void> {
  if (refusal.error.code !== 'FORBIDDEN' && refusal.error.code !== 'NOT_FOUND') return
  const object = refusedObject(refusal.input)
  const { isForeign } = refusal.error.details
  await recordAudit(ctx, {
    ...(await aboutObject(ctx, object)),
    action: refusal.action || 'unknown',
    decision: 'deny',
    reason: isForeign ? 'ORIGIN' : refusal.error.code,
  })
  // Another site's doing: it must not slow its victim down.
  if (isForeign) return
  const thing = `${object.objectType} ${object.objectId ?? refusal.action}`
  await keepPace(ctx, { kind: 'refusals', thing }, (kind) => recordPace(ctx, kind))
}

async function recordPace(ctx: Context, kind: Kind): Promise<void> {
  const about = { objectType: 'session', decision: 'deny', reason: kind.toUpperCase() } as const
  await recordAudit(ctx, { ...about, action: 'pace.exceed' })
}

type About = RefusedObject & { subjectId: string | null; cycleId: string | null }

// Whom it concerns, so that their own case stays closed to whoever reads the log.
async function aboutObject({ db }: Context, object: RefusedObject): Promise<About> {
  const { objectType, objectId: id } = object
  const nobody = { ...object, subjectId: null, cycleId: null }
  if (objectType === 'person') return { ...nobody, subjectId: id }
  if (objectType === 'cycle') return { ...nobody, cycleId: id }
  if (id === null) return nobody
  const where = { id }
  const select = { subjectId: true, cycleId: true } as const
  if (objectType === 'review')
    return { ...nobody, ...(await db.review.findUnique({ where, select })) }
  if (objectType === 'packet')
    return { ...nobody, ...(await db.packet.findUnique({ where, select })) }
  if (objectType !== 'participant') return nobody
  const found = await db.participant.findUnique({
    where,
    select: { personId: true, cycleId: true },
  })
  return found ? { ...object, subjectId: found.personId, cycleId: found.cycleId } : nobody
}

function hash(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
