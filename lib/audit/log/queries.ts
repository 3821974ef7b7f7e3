import 'server-only'
import type { Context, Role } from '@/lib/context'
import { addDays, dayInWords, dayStart, instantInWords } from '@/lib/cycles/local-day'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { findHead } from '../sealing/queries'
import { AuditFilter, ListAudit, type Place, readPlace, writePlace } from './schema'
import { type AuditSight, auditSight, seesNothing, sightInWords } from './sight'
import { AUDIT_PAGE, type LogQuestion, type LogRow, logStatement } from './statement'
import { actionInWords, capacityInWords, objectInWords, reasonInWords } from './words'

const CHOICE = 6

export type AuditRow = {
  id: string
  /** ISO, for machines. */
  at: string
  on: string
  time: string
  actorId: string | null
  /** A name, `A peer` where it is withheld, or `Rung` where nobody acted. */
  actor: string
  subjectId: string | null
  subject: string | null
  says: string
  reason: string | null
  /** As what they saw or did it; null for their ordinary work. */
  as: string | null
  isRefused: boolean
  object: { id: string; words: string } | null
}

export type ChainState = {
  sealedUntil: string | null
  /** Events wait for longer than the job should let them. */
  isBehind: boolean
  verified: { on: string; result: 'sound' | 'broken' | 'unknown' } | null
}

export type PersonChoice = { id: string; name: string; email: string }

export type AuditView = {
  lead: string
  rows: AuditRow[]
  filter: AuditFilter
  /** Whom the filter means; several where the words fit more than one. */
  people: PersonChoice[]
  chain: ChainState
  nextCursor: string | null
}

/** A page of the audit log as far as the actor may read it. NOT_FOUND for whoever may read none. */
export async function listAudit(ctx: Context, input: unknown = {}): Promise<AuditView> {
  const sight = readerSight(ctx)
  const { cursor, ...filter } = parseInput(ListAudit, input)
  const [timeZone, people, chain] = await Promise.all([
    timeZoneOf(ctx),
    findPeople(ctx, filter.person),
    getChainState(ctx),
  ])
  const place = readPlace(cursor)
  const rows = isUnclear(filter, people)
    ? []
    : await readLog(ctx, { sight, filter, people, timeZone, place, take: 'page' })
  const shown = rows.slice(0, AUDIT_PAGE)
  const last = shown.at(-1)
  return {
    ...{ filter, people, chain: chainInWords(chain, timeZone) },
    lead: sightInWords(sight),
    rows: shown.map(rowInWords),
    nextCursor: rows.length > AUDIT_PAGE && last ? writePlace(last) : null,
  }
}

/** The same rows for the export, a batch at a time; the caller has recorded that it happens. */
export async function auditBatches(
  ctx: Context,
  input: unknown,
): Promise<(after: Place | null) => Promise<LogRow[]>> {
  const sight = readerSight(ctx)
  const filter = parseInput(AuditFilter, input)
  const [timeZone, people] = await Promise.all([timeZoneOf(ctx), findPeople(ctx, filter.person)])
  if (isUnclear(filter, people)) {
    throw new AppError('INVALID', 'Choose one person before you export.')
  }
  return (place) => readLog(ctx, { sight, filter, people, timeZone, place, take: 'batch' })
}

type Reading = {
  sight: AuditSight
  filter: AuditFilter
  people: PersonChoice[]
  timeZone: string
  place: Place | null
  take: LogQuestion['take']
}

async function readLog(ctx: Context, reading: Reading): Promise<LogRow[]> {
  const { sight, people, timeZone, place, take } = reading
  const { person: _, from, to, ...filter } = reading.filter
  const question: LogQuestion = {
    ...{ readerId: ctx.actor.id, sight, take, after: place },
    filter: { ...filter, personId: people[0]?.id ?? null },
    since: from ? dayStart(from, timeZone) : null,
    until: to ? dayStart(addDays(to, 1), timeZone) : null,
  }
  return ctx.db.$queryRaw<LogRow[]>(logStatement(question, timeZone))
}

function readerSight(ctx: Context): AuditSight {
  const sight = auditSight(ctx.actor, ctx.now)
  if (!seesNothing(sight)) return sight
  throw new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}

function isUnclear({ person }: AuditFilter, people: PersonChoice[]): boolean {
  return person !== '' && people.length !== 1
}

async function timeZoneOf({ db }: Context): Promise<string> {
  const row = await db.organisation.findUnique({ where: { id: 1 }, select: { timeZone: true } })
  return row?.timeZone ?? 'UTC'
}

async function findPeople({ db }: Context, words: string): Promise<PersonChoice[]> {
  if (words === '') return []
  const like = `%${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const found = await db.$queryRaw<PersonChoice[]>`
    SELECT p.id::text AS id, p.name, p.email FROM people p
    WHERE p.id::text = ${words.toLowerCase()} OR (lower(p.name) || ' ' || p.email) LIKE ${like}
    ORDER BY p.email <> ${words.toLowerCase()}, p.name, p.id LIMIT ${CHOICE}`
  const [first] = found
  return first?.email === words.toLowerCase() ? [first] : found
}

type ChainRow = {
  isBehind: boolean
  verifiedAt: Date | null
  result: 'sound' | 'broken' | 'unknown' | null
}

async function getChainState(ctx: Context) {
  const head = await findHead(ctx)
  const [row] = await ctx.db.$queryRaw<ChainRow[]>`
    SELECT COALESCE((SELECT e.at < now() - interval '10 minutes' FROM audit_events e
        WHERE e.id > ${head?.eventId ?? '0'}::bigint ORDER BY e.id LIMIT 1), false) AS "isBehind",
      v.at AS "verifiedAt", v.reason AS result
    FROM (SELECT 1) one LEFT JOIN LATERAL (SELECT e.at, e.reason FROM audit_events e
      WHERE e.action = 'audit.verify' ORDER BY e.at DESC, e.id DESC LIMIT 1) v ON true`
  return { sealedAt: head ? new Date(head.sealedAt) : null, ...row }
}

function chainInWords(
  { sealedAt, isBehind, verifiedAt, result }: Awaited<ReturnType<typeof getChainState>>,
  timeZone: string,
): ChainState {
  return {
    sealedUntil: sealedAt && instantInWords(sealedAt, timeZone),
    isBehind: isBehind ?? false,
    verified: verifiedAt && result ? { on: instantInWords(verifiedAt, timeZone), result } : null,
  }
}

/** A row of the log in words, with names where it holds ids. */
export function rowInWords(row: LogRow): AuditRow {
  const words = objectInWords(row.objectType)
  const role = row.role ? ` ${ROLE_WORDS[row.role as Role] ?? row.role}` : ''
  return {
    ...{ id: row.id, at: row.at, time: row.localTime, on: dayInWords(row.localDay) },
    ...{ actorId: row.actorId, subjectId: row.subjectId, subject: row.subjectName },
    actor: row.isWithheld ? 'A peer' : (row.actorName ?? row.actorId ?? 'Rung'),
    says: actionInWords(row.action, row.decision),
    reason: reasonInWords(row.reason),
    as: row.capacity && capacityInWords(row.capacity),
    isRefused: row.decision === 'deny',
    object:
      row.objectId && words
        ? { id: row.objectId, words: `${words}${role}${row.cycleName ? `, ${row.cycleName}` : ''}` }
        : null,
  }
}

const ROLE_WORDS: Record<Role, string> = {
  ADMIN: 'administrator',
  LADDER_ADMIN: 'ladder administrator',
  HR_PARTNER: 'HR partner',
  AUDITOR: 'auditor',
}
