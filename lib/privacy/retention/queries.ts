import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { canSeeDue, canSetRetention } from '@/lib/policy/privacy'
import { CLASS_FACTS, RETENTION_CLASSES, type RetentionClass } from './class'
import { RetentionOf } from './schema'

const SHOWN_IDS = 100_000

export type RetentionView = {
  key: RetentionClass
  title: string
  from: string
  reason: string
  days: number
  minDays: number
  maxDays: number
  changedAt: Date | null
  changedBy: string | null
  /** What the next run removes; null where it is not for this reader. */
  due: { count: number; oldestAt: Date | null } | null
  /** A shorter term that waits for a second person. */
  waiting: { approvalId: string; days: number; requestedBy: string; isOwn: boolean } | null
}

export type RetentionPage = {
  classes: RetentionView[]
  holds: number
  can: { set: boolean }
}

type RuleRow = {
  class: string
  days: number
  minDays: number
  maxDays: number
  changedAt: Date | null
  changedBy: string | null
  approvalId: string | null
  payload: { days: number } | null
  requestedBy: string | null
  requestedById: string | null
}

/** Every class with its term and what is due now, as far as the reader may know it. */
export async function getRetention(ctx: Context): Promise<RetentionPage> {
  const facts = actorFacts(ctx.actor, ctx.now)
  if (!canSetRetention(facts) && !canSeeDue(facts, { isAboutPeople: true })) throw nothingHere()
  const rules = new Map((await listRules(ctx)).map((rule) => [rule.class, rule]))
  const classes: RetentionView[] = []
  for (const key of RETENTION_CLASSES) {
    const rule = rules.get(key)
    if (!rule) continue
    const { isAboutPeople, ...words } = CLASS_FACTS[key]
    const due = canSeeDue(facts, { isAboutPeople }) ? await countDue(ctx, key) : null
    const { days, minDays, maxDays, changedAt, changedBy } = rule
    const waiting = waitingOf(rule, ctx.actor.id)
    classes.push({ key, ...words, days, minDays, maxDays, changedAt, changedBy, due, waiting })
  }
  const holds = await ctx.db.legalHold.count({ where: { endedAt: null } })
  return { classes, holds, can: { set: canSetRetention(facts) } }
}

/** The ids and instants of what is due in one class, for a file. */
export async function listDue(
  ctx: Context,
  input: unknown,
): Promise<{ fileName: string; rows: { key: string; since: Date }[] }> {
  const { class: key } = parseInput(RetentionOf, input)
  if (!canSeeDue(actorFacts(ctx.actor, ctx.now), CLASS_FACTS[key])) throw nothingHere()
  const rows = await ctx.db.$queryRaw<{ key: string; since: Date }[]>`
    SELECT key, since FROM retention_due(${key}) ORDER BY since, key LIMIT ${SHOWN_IDS}`
  return { fileName: `due-${key}.csv`, rows }
}

async function listRules(ctx: Context): Promise<RuleRow[]> {
  return ctx.db.$queryRaw<RuleRow[]>`
    SELECT r.class, r.days, r.min_days AS "minDays", r.max_days AS "maxDays",
      r.changed_at AS "changedAt", c.name AS "changedBy", a.id AS "approvalId", a.payload,
      q.name AS "requestedBy", a.requested_by_id AS "requestedById"
    FROM retention_rules r LEFT JOIN people c ON c.id = r.changed_by_id
    LEFT JOIN approvals a ON a.kind = 'retention.shorten' AND a.object_id = r.class
      AND a.state = 'OPEN' AND a.expires_at > ${ctx.now}
    LEFT JOIN people q ON q.id = a.requested_by_id`
}

async function countDue(ctx: Context, key: RetentionClass): Promise<RetentionView['due']> {
  const [row] = await ctx.db.$queryRaw<{ count: number; oldestAt: Date | null }[]>`
    SELECT count(*)::int AS count, min(since) AS "oldestAt" FROM retention_due(${key})`
  return row ?? { count: 0, oldestAt: null }
}

function waitingOf(rule: RuleRow, actorId: string): RetentionView['waiting'] {
  const { approvalId, payload, requestedBy, requestedById } = rule
  if (!approvalId || !payload) return null
  const isOwn = requestedById === actorId
  return { approvalId, days: payload.days, requestedBy: requestedBy ?? 'Rung', isOwn }
}

function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}
