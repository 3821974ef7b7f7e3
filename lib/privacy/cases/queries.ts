import 'server-only'
import { type Context, hasRole } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { PersonId } from '@/lib/people/schema'
import { actorFacts } from '@/lib/policy/actor-facts'
import { canHold } from '@/lib/policy/privacy'
import { likeText } from '@/lib/text'
import { type ErasureView, getErasure } from '../erasure/queries'
import { type HoldView, listHolds } from '../holds/queries'
import { type AccessRequestEntry, listAccessRequests } from '../requests/queries'
import {
  caseFacts,
  findCase,
  findTombstone,
  personScope,
  type Tombstone,
} from '../tombstone/queries'
import { FindCases } from './schema'

const SHOWN = 50

export type FoundPerson = { id: string; name: string; email: string; isActive: boolean }

export type PrivacyOverview = {
  search: string
  found: FoundPerson[]
  holds: HoldView[]
  requests: AccessRequestEntry[]
  erased: { personId: string; pseudonym: string; erasedAt: Date | null }[]
  /** Cycles that can be held; empty for whoever may not. */
  cycles: { id: string; name: string }[]
  isPartner: boolean
  /** Their scope is everybody. */
  isForAll: boolean
}

/** What is held, asked for and erased, for HR partners in their scope; auditors see what was erased. */
export async function getPrivacy(ctx: Context, input: unknown): Promise<PrivacyOverview> {
  const { search } = parseInput(FindCases, input)
  const isPartner = hasRole(ctx.actor, 'HR_PARTNER')
  if (!isPartner && !hasRole(ctx.actor, 'AUDITOR')) throw nothingHere()
  const erased = await listErased(ctx)
  if (!isPartner) {
    const nothing = { found: [], holds: [], requests: [], cycles: [] }
    return { search, ...nothing, erased, isPartner, isForAll: false }
  }
  const isForAll = canHold(actorFacts(ctx.actor, ctx.now))
  const cycles = isForAll
    ? await ctx.db.cycle.findMany({
        where: { state: { notIn: ['DRAFT', 'SCHEDULED'] } },
        select: { id: true, name: true },
        orderBy: { periodEnd: 'desc' },
        take: SHOWN,
      })
    : []
  return {
    ...{ search, erased, cycles, isPartner, isForAll },
    found: await findPeople(ctx, search),
    holds: await listHolds(ctx),
    requests: await listAccessRequests(ctx),
  }
}

export type PersonCase =
  | { kind: 'erased'; tombstone: Tombstone }
  | {
      kind: 'person'
      person: { id: string; name: string; email: string; isActive: boolean }
      holds: HoldView[]
      erasure: ErasureView
      requests: AccessRequestEntry[]
      can: { hold: boolean; openRequest: boolean }
    }

/** Everything about the privacy of one person, or their tombstone. */
export async function getPersonCase(ctx: Context, input: unknown): Promise<PersonCase> {
  const { personId } = parseInput(PersonId, input)
  const tombstone = await findTombstone(ctx, personId)
  if (tombstone) return { kind: 'erased', tombstone }
  const found = await findCase(ctx, personId)
  if (!found || found.erasure === 'DONE' || !canHold(caseFacts(ctx, found))) throw nothingHere()
  const { id, name, email, isActive } = found
  const holds = await listHolds(ctx, { personId })
  const requests = await listAccessRequests(ctx, { personId })
  return {
    kind: 'person',
    person: { id, name, email, isActive },
    holds,
    requests,
    erasure: await getErasure(ctx, { personId }),
    can: {
      hold: holds.every(({ endedAt }) => endedAt !== null) && found.erasure === null,
      openRequest: requests.every(({ state }) => state !== 'OPEN'),
    },
  }
}

async function findPeople(ctx: Context, search: string): Promise<FoundPerson[]> {
  if (search === '') return []
  const like = `%${likeText(search)}%`
  return ctx.db.$queryRaw<FoundPerson[]>`
    SELECT p.id, p.name, p.email, p.is_active AS "isActive" FROM people p
    WHERE (lower(p.name) || ' ' || p.email) LIKE ${like} AND ${personScope(ctx)}
      AND NOT is_erased(p.id)
    ORDER BY p.name, p.id LIMIT ${SHOWN}`
}

async function listErased(ctx: Context): Promise<PrivacyOverview['erased']> {
  const isAuditor = hasRole(ctx.actor, 'AUDITOR')
  return ctx.db.$queryRaw<PrivacyOverview['erased']>`
    SELECT e.person_id AS "personId", e.pseudonym, e.done_at AS "erasedAt"
    FROM erasures e JOIN people p ON p.id = e.person_id
    WHERE ${isAuditor} OR ${personScope(ctx)}
    ORDER BY e.done_at DESC NULLS FIRST LIMIT ${SHOWN}`
}

function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}
