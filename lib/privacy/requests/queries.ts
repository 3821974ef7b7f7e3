import 'server-only'
import { recordReading } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import type { AccessRequest } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { authorize } from '@/lib/policy/decide'
import { caseFacts, findCase, type PrivacyCase, personScope } from '../tombstone/queries'
import { type AccessPackage, textsOf } from './package/package'
import type { Decision } from './redaction/redact'
import { RequestId } from './schema'

const SHOWN = 200
const AROUND = 70

export type RedactionItem = {
  number: number
  where: string
  /** The match with what stands around it. */
  before: string
  match: string
  after: string
  decision: Decision | null
  reason: string | null
}

export type AccessRequestView = {
  id: string
  personId: string
  personName: string
  state: AccessRequest['state']
  openedBy: string
  openedAt: Date
  releasedBy: string | null
  releasedAt: Date | null
  downloads: number
  /** By what is written, those that need a decision first. */
  groups: { match: string; kind: string; open: number; items: RedactionItem[] }[]
  open: number
  package: AccessPackage | null
  waiting: { approvalId: string; requestedBy: string; isOwn: boolean } | null
}

export type AccessRequestEntry = {
  id: string
  personId: string
  personName: string
  state: AccessRequest['state']
  openedAt: Date
  open: number
}

/** Requests of people in the reader's scope, open ones first; of one person where one is named. */
export async function listAccessRequests(
  ctx: Context,
  { personId = null }: { personId?: string | null } = {},
): Promise<AccessRequestEntry[]> {
  return ctx.db.$queryRaw<AccessRequestEntry[]>`
    SELECT q.id, p.id AS "personId", p.name AS "personName", q.state, q.opened_at AS "openedAt",
      (SELECT count(*)::int FROM access_request_items i WHERE i.request_id = q.id
        AND i.decision IS NULL) AS open
    FROM access_requests q JOIN people p ON p.id = q.person_id
    WHERE ${personScope(ctx)} AND (${personId}::uuid IS NULL OR p.id = ${personId}::uuid)
    ORDER BY q.state, q.opened_at DESC LIMIT ${SHOWN}`
}

/** One request with every place to decide on, for whoever may build it. That it was read is noted. */
export async function getAccessRequest(ctx: Context, input: unknown): Promise<AccessRequestView> {
  const { requestId } = parseInput(RequestId, input)
  const { request, person } = await findRequest(ctx, requestId)
  const [names] = await ctx.db.$queryRaw<Names[]>`
    SELECT o.name AS "openedBy", r.name AS "releasedBy", a.id AS "approvalId",
      w.name AS "requestedBy", a.requested_by_id AS "requestedById"
    FROM access_requests q JOIN people o ON o.id = q.opened_by_id
    LEFT JOIN people r ON r.id = q.released_by_id
    LEFT JOIN approvals a ON a.kind = 'access.release' AND a.object_id = q.id::text
      AND a.state = 'OPEN' AND a.expires_at > ${ctx.now}
    LEFT JOIN people w ON w.id = a.requested_by_id WHERE q.id = ${requestId}::uuid`
  const groups = await listGroups(ctx, request)
  if (request.content !== null) await noteReading(ctx, request)
  const { id, personId, state, openedAt, releasedAt, downloads } = request
  return {
    ...{ id, personId, personName: person.name, state, openedAt, releasedAt, downloads, groups },
    openedBy: names?.openedBy ?? '',
    releasedBy: names?.releasedBy ?? null,
    open: groups.reduce((sum, group) => sum + group.open, 0),
    package: request.content === null ? null : packageOf(request),
    waiting: names?.approvalId
      ? {
          approvalId: names.approvalId,
          requestedBy: names.requestedBy ?? '',
          isOwn: names.requestedById === ctx.actor.id,
        }
      : null,
  }
}

async function noteReading(ctx: Context, { id, personId }: AccessRequest): Promise<void> {
  const about = { objectType: 'access_request', objectId: id, subjectId: personId }
  await recordReading(ctx, { action: 'sar.read', ...about })
}

type Names = {
  openedBy: string
  releasedBy: string | null
  approvalId: string | null
  requestedBy: string | null
  requestedById: string | null
}

/** The person, for whoever may collect what is kept about them. */
export async function findBuildable(ctx: Context, personId: string): Promise<PrivacyCase> {
  const person = await findCase(ctx, personId)
  if (!person || person.erasure === 'DONE') throw nothingHere()
  // That a second person agrees after the redaction is checked when it is released.
  const conditions = { secondApprover: true, redacted: true }
  authorize('sar.build', { ...caseFacts(ctx, person), conditions })
  return person
}

export type FoundRequest = { request: AccessRequest; person: PrivacyCase }

export async function findRequest(ctx: Context, requestId: string): Promise<FoundRequest> {
  const request = await ctx.db.accessRequest.findUnique({ where: { id: requestId } })
  if (!request) throw nothingHere()
  return { request, person: await findBuildable(ctx, request.personId) }
}

/** The same, and nobody else changes it until this transaction ends. */
export async function lockRequest(ctx: Context, requestId: string): Promise<FoundRequest> {
  parseInput(RequestId, { requestId })
  await ctx.db.$queryRaw`SELECT id FROM access_requests WHERE id = ${requestId}::uuid FOR UPDATE`
  return findRequest(ctx, requestId)
}

/** What was collected; its shape is ours, written by `collectPackage`. */
export function packageOf({ content }: Pick<AccessRequest, 'content'>): AccessPackage {
  if (content === null) throw new AppError('CONFLICT', 'What was collected has been removed.')
  return content as unknown as AccessPackage
}

async function listGroups(
  ctx: Context,
  request: AccessRequest,
): Promise<AccessRequestView['groups']> {
  if (request.content === null) return []
  const rows = await ctx.db.accessRequestItem.findMany({
    where: { requestId: request.id },
    orderBy: { number: 'asc' },
  })
  const texts = new Map(textsOf(packageOf(request)).map((text) => [text.place, text]))
  const groups = Map.groupBy(rows, ({ match }) => match)
  return [...groups].map(([match, items]) => ({
    match,
    kind: items[0]?.kind ?? 'name',
    open: items.filter(({ decision }) => decision === null).length,
    items: items.map(({ number, place, decision, reason }) => {
      const text = texts.get(place)
      const where = text ? `${text.section}, ${text.entry}: ${text.label}` : ''
      return { number, where, match, decision, reason, ...around(text?.text ?? '', match) }
    }),
  }))
}

function around(text: string, match: string): { before: string; after: string } {
  const at = text.indexOf(match)
  if (at < 0) return { before: '', after: '' }
  const end = at + match.length
  const before = text.slice(Math.max(0, at - AROUND), at)
  const after = text.slice(end, end + AROUND)
  return {
    before: at > AROUND ? `…${before}` : before,
    after: text.length > end + AROUND ? `${after}…` : after,
  }
}

function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}
