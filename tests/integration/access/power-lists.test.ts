import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { getApproval, listApprovals } from '@/lib/approvals/queries'
import { getRoles } from '@/lib/auth/roles/queries'
import type { Context } from '@/lib/context'
import { isAppError } from '@/lib/errors'
import { getBranch, getChart } from '@/lib/people/chart/queries'
import { getPerson } from '@/lib/people/profile/queries'
import { actorFacts } from '@/lib/policy/actor-facts'
import { decide } from '@/lib/policy/decide'
import { canHold } from '@/lib/policy/privacy'
import { getPersonCase, getPrivacy } from '@/lib/privacy/cases/queries'
import { getAccessRequest } from '@/lib/privacy/requests/queries'
import { choose } from '@/prisma/seed/chance'
import { testDatabase } from '../../support/database'
import { writeFigures } from '../../support/figures'
import {
  asMember,
  makeRandomOrganisation,
  type RandomOrganisation,
} from '../../support/random-organisation'

const READERS = 6
const MATTERS = 12
const DAY = 86_400_000
const KINDS = [
  ...['role.grant', 'breakglass', 'erasure', 'hold.end', 'access.release'],
  ...['retention.shorten', 'account.link', 'people.lines'],
]

const counted = { 'lists of powers compared with their objects': 0 }
afterAll(() => writeFigures('power-lists', counted))

// A list of a page holds two hundred, and every organisation of this database is in it.
test.each([41, 42, 43, 44, 45, 46])(
  'organisation %i: lists of powers are what their objects open one by one',
  async (seed) => {
    const organisation = await makeRandomOrganisation(seed)
    const matters = await makeMatters(organisation, seed)
    for (const id of readersOf(organisation)) {
      const view = { ctx: await asMember(organisation, id), organisation, matters }
      for (const compare of LISTS) {
        await compare(view)
        counted['lists of powers compared with their objects'] += 1
      }
    }
  },
  120_000,
)

type Matters = { approvals: string[]; requests: string[]; holds: Hold[]; grants: string[] }
type Hold = { id: string; personId: string | null; cycleId: string | null }
type View = { ctx: Context; organisation: RandomOrganisation; matters: Matters }

const LISTS: readonly ((view: View) => Promise<void>)[] = [
  roles,
  approvals,
  chart,
  holds,
  accessRequests,
]

async function roles({ ctx, matters }: View): Promise<void> {
  const conditions = { notOwnRow: true, guardedRoleApproved: true }
  const mayRead = decide('user.write', actorFacts(ctx.actor, ctx.now, conditions)).allow
  const view = await outcome(getRoles(ctx))
  const listed = view && [...view.holders, ...view.upcoming, ...view.history]
  const ids = listed?.map(({ grantId }) => grantId) ?? []
  const expected = mayRead ? matters.grants : []
  expect(ids.filter((id) => matters.grants.includes(id)).sort()).toEqual(expected)
  for (const { validFrom, validTo } of view?.holders ?? []) {
    expect(validFrom <= ctx.now && (validTo === null || validTo > ctx.now)).toBe(true)
  }
}

async function approvals({ ctx, matters }: View): Promise<void> {
  const open = await readable(matters.approvals, (approvalId) => getApproval(ctx, { approvalId }))
  const list = await outcome(listApprovals(ctx))
  const all = list ? [...list.waiting, ...list.own, ...list.decided] : []
  const listed = all.map(({ id }) => id).filter((id) => matters.approvals.includes(id))
  expect(listed.sort()).toEqual(open)
  for (const { subject } of list?.waiting ?? []) expect(subject?.id).not.toBe(ctx.actor.id)
}

async function chart({ ctx, organisation }: View): Promise<void> {
  const ids = organisation.people.map(({ id }) => id)
  const walked = await walk(ctx, '', ids)
  const active = organisation.people.filter(({ isActive }) => isActive).map(({ id }) => id)
  const open = await readable(active, (personId) => getPerson(ctx, { personId }))
  expect(walked.sort()).toEqual(open)
  const opened = await readable(ids, (person) => getChart(ctx, { person }))
  expect(opened).toEqual(open)
}

async function holds({ ctx, matters }: View): Promise<void> {
  const open: string[] = []
  for (const { id, personId } of matters.holds) {
    const found = personId && (await outcome(getPersonCase(ctx, { personId })))
    const ofPerson = found && found.kind === 'person' && found.holds.some((one) => one.id === id)
    if (personId ? ofPerson : canHold(actorFacts(ctx.actor, ctx.now))) open.push(id)
  }
  const view = await outcome(getPrivacy(ctx, {}))
  const ids = matters.holds.map(({ id }) => id)
  const listed = view?.holds.map(({ id }) => id).filter((id) => ids.includes(id)) ?? []
  expect(listed.sort()).toEqual(open.sort())
}

async function accessRequests({ ctx, matters }: View): Promise<void> {
  const open = await readable(matters.requests, (requestId) => getAccessRequest(ctx, { requestId }))
  const view = await outcome(getPrivacy(ctx, {}))
  const listed = view?.requests.map(({ id }) => id) ?? []
  expect(listed.filter((id) => matters.requests.includes(id)).sort()).toEqual(open)
}

/** Everybody of ours on the chart, branch by branch and page by page, as one opens it. */
async function walk(ctx: Context, manager: string, ours: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const branch = await getBranch(ctx, { manager, cursor })
    for (const { id, reports } of branch.nodes.filter((node) => ours.includes(node.id))) {
      ids.push(id)
      if (reports > 0) ids.push(...(await walk(ctx, id, ours)))
    }
    cursor = branch.nextCursor
  }
  return ids
}

/** Roles, requests for a second person, holds and access requests, drawn from the seed. */
async function makeMatters(organisation: RandomOrganisation, seed: number): Promise<Matters> {
  const owner = await testDatabase('owner')
  const matters: Matters = { approvals: [], requests: [], holds: [], grants: [] }
  const pick = <T>(list: readonly T[], ...at: (string | number)[]) => choose(list, seed, ...at)
  const ids = organisation.people.map(({ id }) => id)
  const after = (days: number) => new Date(Date.now() + days * DAY)
  for (const [personId, held] of organisation.roles) {
    for (const [n, { role, scopeTeamId }] of held.entries()) {
      const [from, to] = pick(
        [
          [-9, null],
          [-9, 9],
          [-9, -1],
          [3, null],
        ] as const,
        personId,
        n,
      )
      const term = { validFrom: after(from), validTo: to === null ? null : after(to) }
      const { id } = await owner.roleGrant.create({
        data: { personId, role, scopeTeamId, ...term },
      })
      matters.grants.push(id)
    }
  }
  for (let n = 0; n < MATTERS; n++) {
    const [asks, subject] = [pick(ids, 'asks', n), pick([null, ...ids], 'subject', n)]
    const decider = ids.find((id) => id !== asks && id !== subject) ?? null
    const state = pick(['OPEN', 'OPEN', 'OPEN', 'APPROVED', 'DECLINED'] as const, 'state', n)
    const { id } = await owner.approval.create({
      data: {
        ...{ kind: pick(KINDS, 'kind', n), objectId: randomUUID(), subjectId: subject },
        ...{ reason: 'Because.', requestedById: asks, state },
        expiresAt: after(pick([-1, 5], 'expires', n)),
        ...(state === 'OPEN' ? {} : { decidedById: decider, decidedAt: new Date() }),
      },
    })
    matters.approvals.push(id)
  }
  const [first = '', second = ''] = ids
  for (const personId of ids.slice(0, MATTERS)) {
    const other = personId === first ? second : first
    const hold = await owner.legalHold.create({
      data: { personId, reason: 'A court.', placedById: other },
    })
    matters.holds.push(hold)
    const { id } = await owner.accessRequest.create({ data: { personId, openedById: other } })
    matters.requests.push(id)
  }
  for (const cycleId of organisation.cycleIds) {
    const data = { cycleId, reason: 'A court.', placedById: first }
    matters.holds.push(await owner.legalHold.create({ data }))
  }
  matters.grants.sort()
  return matters
}

/** Everybody with a role, and some of the others. */
function readersOf({ people, roles: held }: RandomOrganisation): string[] {
  const active = people.filter(({ isActive }) => isActive).map(({ id }) => id)
  const withRole = active.filter((id) => (held.get(id)?.length ?? 0) > 0)
  return [...new Set([...withRole, ...active])].slice(0, READERS)
}

async function readable(ids: readonly string[], open: (id: string) => Promise<unknown>) {
  const found: string[] = []
  for (const id of ids) if ((await outcome(open(id))) !== null) found.push(id)
  return found.sort()
}

async function outcome<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_FOUND') return null
    throw error
  }
}
