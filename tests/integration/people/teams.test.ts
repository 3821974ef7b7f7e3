import { describe, expect, it } from 'vitest'
import type { Transaction } from '@/lib/db/client'
import { changePerson } from '@/lib/people/changes/commands'
import { cancelLeave, changeLeave, recordLeave } from '@/lib/people/changes/leaves/commands'
import { movePeople } from '@/lib/people/changes/moves/commands'
import { getMovePlan } from '@/lib/people/changes/moves/queries'
import { correctPerson } from '@/lib/people/profile/commands'
import { getPerson } from '@/lib/people/profile/queries'
import { listPeople } from '@/lib/people/queries'
import { createTeam, dissolveTeam, mergeTeam, renameTeam } from '@/lib/people/teams/commands'
import { listTeams } from '@/lib/people/teams/queries'
import { withRollback } from '@/tests/support/database'
import { signedIn } from './installation'
import { makeStaff, managersOf, type Staff } from './staff'

const TODAY = '2026-11-20'
const TREE = { Ann: null, Bob: 'Ann', Cleo: 'Bob', Dan: 'Ann', Eve: 'Bob' }

describe('teams', () => {
  it('are made, renamed, merged and dissolved, and remember who was in them', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      const { teamId } = await createTeam(ctx, { name: ' Payments ' })
      await expect(createTeam(ctx, { name: 'Payments' })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      const { teamId: checkout } = await createTeam(ctx, { name: 'Checkout' })
      await changePerson(ctx, team(ids.Bob, 'payments'))
      await renameTeam(ctx, { teamId, name: 'Money', nameBefore: 'Payments' })
      await expect(
        renameTeam(ctx, { teamId, name: 'Cash', nameBefore: 'Payments' }),
      ).rejects.toMatchObject({ code: 'CONFLICT' })
      await expect(dissolveTeam(ctx, { teamId })).rejects.toMatchObject({
        code: 'INVALID',
        message: expect.stringContaining('One person is in Money'),
      })
      expect(await mergeTeam(ctx, { teamId, into: 'Checkout' })).toEqual({ moved: 1 })
      const person = await getPerson(ctx, { personId: ids.Bob })
      expect(person.team).toBe('Checkout')
      expect((await listTeams(ctx)).teams).toMatchObject([
        { name: 'Checkout', people: 1, members: ['Bob'] },
      ])
      expect((await listTeams(ctx, { show: 'dissolved' })).teams).toMatchObject([{ name: 'Money' }])
      expect(await db.team.findUnique({ where: { id: checkout } })).toMatchObject({ endedOn: null })
    })
  })

  it('keep their HR partner: what somebody has a role over is neither merged nor dissolved', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      const { teamId } = await createTeam(ctx, { name: 'Payments' })
      await createTeam(ctx, { name: 'Checkout' })
      await db.roleGrant.create({
        data: { personId: ids.Dan ?? '', role: 'HR_PARTNER', scopeTeamId: teamId },
      })
      for (const act of [
        () => mergeTeam(ctx, { teamId, into: 'Checkout' }),
        () => dissolveTeam(ctx, { teamId }),
      ]) {
        await expect(act()).rejects.toMatchObject({
          code: 'INVALID',
          message: expect.stringContaining('Dan holds a role'),
        })
      }
    })
  })

  it('are for administrators', async () => {
    await withStaff(async (_, db) => {
      const partner = await signedIn(db, { email: 'hr@example.org', roles: ['HR_PARTNER'] })
      for (const act of [
        () => listTeams(partner),
        () => createTeam(partner, { name: 'Mine' }),
        () => getMovePlan(partner),
        () => movePeople(partner, { personIds: [partner.actor.id], team: 'x', on: TODAY }),
      ]) {
        await expect(act()).rejects.toMatchObject({ code: 'NOT_FOUND' })
      }
    })
  })
})

describe('movePeople', () => {
  it('moves all reports of a manager with everybody below them', async () => {
    await withStaff(async ({ ctx }, db) => {
      await createTeam(ctx, { name: 'Payments' })
      const plan = await getMovePlan(ctx, { from: 'bob@example.org' })
      expect(plan).toMatchObject({ source: 'Bob', people: [{ name: 'Cleo' }, { name: 'Eve' }] })
      const personIds = plan.people.map(({ id }) => id)
      const moved = { personIds, manager: 'DAN@example.org', team: 'Payments', on: TODAY }
      expect(await movePeople(ctx, moved)).toMatchObject({ isPlanned: false })
      expect(await managersOf(db)).toMatchObject({ Cleo: 'Dan', Eve: 'Dan' })
      expect(await listPeople(ctx, { team: 'Payments' })).toMatchObject({
        people: [{ name: 'Cleo' }, { name: 'Eve' }],
      })
      expect(await listPeople(ctx, { manager: 'dan' })).toMatchObject({
        people: [{ name: 'Cleo' }, { name: 'Eve' }],
      })
    })
  })

  it('A16 moves nobody where one of them may not move', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      const before = await managersOf(db)
      const foreign = '00000000-0000-7000-8000-000000000000'
      for (const [personIds, code] of [
        [[ids.Cleo, ids.Eve, ctx.actor.id], 'FORBIDDEN'],
        [[ids.Cleo, ids.Eve, foreign], 'NOT_FOUND'],
        [[ids.Cleo, ids.Ann], 'INVALID'],
        [[], 'INVALID'],
      ] as const) {
        const input = { personIds, manager: 'dan@example.org', on: TODAY }
        await expect(movePeople(ctx, input)).rejects.toMatchObject({ code })
      }
      expect(await managersOf(db)).toEqual(before)
      expect(await db.personChange.count()).toBe(0)
    })
  })

  it('says what was not found', async () => {
    await withStaff(async ({ ctx }) => {
      const plan = await getMovePlan(ctx, { from: 'nobody@example.org' })
      expect(plan).toMatchObject({ source: null, problem: expect.stringContaining('Nobody here') })
      expect(await getMovePlan(ctx, { team: 'None' })).toMatchObject({
        problem: expect.stringContaining('no team of this name'),
      })
    })
  })
})

describe('leaves', () => {
  it('are recorded, moved and taken back, each with its record', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      const personId = ids.Cleo
      const leave = { personId, kind: 'PARENTAL', fromOn: '2026-11-01', lastOn: '2027-01-31' }
      const { leaveId } = await recordLeave(ctx, leave)
      await expect(
        recordLeave(ctx, { ...leave, kind: 'OTHER', fromOn: '2027-01-31', lastOn: '' }),
      ).rejects.toMatchObject({ code: 'INVALID', message: expect.stringContaining('overlaps') })
      expect(await listPeople(ctx, { status: 'on-leave' })).toMatchObject({
        people: [{ name: 'Cleo' }],
      })
      const moved = { leaveId, lastOn: '2026-11-19', lastOnBefore: '2027-01-31' }
      await changeLeave(ctx, moved)
      await expect(changeLeave(ctx, moved)).rejects.toMatchObject({ code: 'CONFLICT' })
      expect(await listPeople(ctx, { status: 'on-leave' })).toMatchObject({ people: [] })
      await cancelLeave(ctx, { leaveId })
      await expect(cancelLeave(ctx, { leaveId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      const events = await db.auditEvent.findMany({
        where: { subjectId: personId ?? '' },
        orderBy: { id: 'asc' },
      })
      expect(events.map(({ action }) => action)).toEqual([
        'leave.record',
        'leave.change',
        'leave.cancel',
      ])
    })
  })

  it('tell colleagues that somebody is away, and those concerned what for', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      const personId = ids.Cleo
      const leave = { personId, kind: 'CARE', fromOn: TODAY, lastOn: '' }
      await recordLeave(ctx, leave)
      const seenBy = async (email: string) => getPerson(await signedIn(db, { email }), { personId })
      expect(await seenBy('dan@example.org')).toMatchObject({ isAway: true, history: null })
      expect(await seenBy('bob@example.org')).toMatchObject({
        isAway: true,
        history: { leaves: [{ kind: 'CARE' }] },
        changes: null,
      })
      expect(await seenBy('cleo@example.org')).toMatchObject({ changes: null, choices: null })
      await expect(
        recordLeave(await signedIn(db, { email: 'bob@example.org' }), leave),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(recordLeave(ctx, { ...leave, personId: ctx.actor.id })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    })
  })
})

describe('correctPerson', () => {
  it('corrects name and start once, and refuses what was changed meanwhile', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      const before = { nameBefore: 'Cleo', startedOnBefore: '' }
      const input = {
        personId: ids.Cleo,
        name: ' Cléo  Martin ',
        startedOn: '2025-02-03',
        ...before,
      }
      await correctPerson(ctx, input)
      expect(await db.person.findUnique({ where: { id: ids.Cleo ?? '' } })).toMatchObject({
        name: 'Cléo Martin',
        startedOn: new Date('2025-02-03'),
      })
      await expect(correctPerson(ctx, input)).rejects.toMatchObject({ code: 'CONFLICT' })
      for (const name of ['', '   ', 'a\u202eb', 'x'.repeat(121)]) {
        await expect(correctPerson(ctx, { ...input, name })).rejects.toMatchObject({
          code: 'INVALID',
        })
      }
    })
  })
})

function team(personId: string | undefined, name: string) {
  return { kind: 'TEAM', personId, on: TODAY, team: name }
}

async function withStaff(work: (staff: Staff, db: Transaction) => Promise<void>): Promise<void> {
  await withRollback(async (db) => work(await makeStaff(db, TREE), db))
}
