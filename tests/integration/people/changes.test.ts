import { describe, expect, it } from 'vitest'
import type { Transaction } from '@/lib/db/client'
import { cancelChange, changePerson } from '@/lib/people/changes/commands'
import { withRollback } from '@/tests/support/database'
import { signedIn } from './installation'
import { addStaff, makeStaff, managersOf, type Staff } from './staff'

// Contexts of these tests say that it is 20 November 2026.
const TODAY = '2026-11-20'
const LATER = '2026-12-01'

describe('changePerson', () => {
  it('changes the manager today, and the chain of everybody below follows', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      const outcome = await changePerson(ctx, manager(ids.Cleo, ids.Dan))
      expect(outcome.isPlanned).toBe(false)
      expect(await managersOf(db)).toMatchObject({ Bob: 'Ann', Cleo: 'Dan', Eve: 'Cleo' })
      const above = await db.orgClosure.findMany({ where: { personId: ids.Eve ?? '' } })
      expect(above.map(({ managerId }) => managerId).sort()).toEqual(
        [ids.Cleo, ids.Dan, ids.Ann].sort(),
      )
      expect(await linesOf(db, ids.Cleo)).toEqual([
        [ids.Bob, '2026-01-01', TODAY],
        [ids.Dan, TODAY, null],
      ])
    })
  })

  it('keeps what is planned until its day, and tells whoever cancels it too late', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      const { changeIds, isPlanned } = await changePerson(ctx, manager(ids.Cleo, ids.Dan, LATER))
      expect(isPlanned).toBe(true)
      expect(await managersOf(db)).toMatchObject({ Cleo: 'Bob' })
      const [changeId] = changeIds
      await cancelChange(ctx, { changeId })
      await expect(cancelChange(ctx, { changeId })).rejects.toMatchObject({ code: 'CONFLICT' })
      expect(await db.personChange.findUnique({ where: { id: changeId ?? '' } })).toMatchObject({
        state: 'CANCELLED',
      })
    })
  })

  it('refuses a second plan of the same kind for the same day', async () => {
    await withStaff(async ({ ctx, ids }) => {
      await changePerson(ctx, manager(ids.Cleo, ids.Dan, LATER))
      await expect(changePerson(ctx, manager(ids.Cleo, ids.Ann, LATER))).rejects.toMatchObject({
        code: 'CONFLICT',
      })
    })
  })

  it('records a level of last month, moves its first day, and leaves later ones alone', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      const level = (to: string, on: string) =>
        changePerson(ctx, { kind: 'LEVEL', personId: ids.Eve, on, level: to })
      await level('engineering/ic/engineer', '2026-02-01')
      await level('engineering/ic/senior', '2026-10-12')
      await level('engineering/ic/senior', '2026-10-01')
      expect(await levelsOf(db, ids.Eve)).toEqual([
        ['engineer', '2026-02-01', '2026-10-01'],
        ['senior', '2026-10-01', null],
      ])
      await expect(level('engineering/ic/staff', '2026-09-30')).rejects.toMatchObject({
        code: 'INVALID',
        message: expect.stringContaining('1 Oct 2026'),
      })
      await expect(level('engineering/ic/no-such', TODAY)).rejects.toMatchObject({
        code: 'INVALID',
      })
    })
  })

  it('follows teams, and takes the level of whoever becomes a contractor', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      const team = await db.team.create({ data: { name: 'Payments' } })
      const personId = ids.Eve ?? ''
      await changePerson(ctx, { kind: 'TEAM', personId, on: '2026-10-05', team: team.id })
      expect(await db.teamMembership.findMany({ where: { personId } })).toMatchObject([
        { teamId: team.id, fromOn: new Date('2026-10-05'), toOn: null },
      ])
      await changePerson(ctx, levelToday(personId))
      await changePerson(ctx, {
        kind: 'EMPLOYMENT',
        personId,
        on: TODAY,
        employment: 'CONTRACTOR',
      })
      expect(await levelsOf(db, personId)).toEqual([])
      await expect(changePerson(ctx, levelToday(personId))).rejects.toMatchObject({
        code: 'INVALID',
        message: expect.stringContaining('contractors have no level'),
      })
    })
  })

  it('destroys no level that was recorded after the day from which somebody is a contractor', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      const personId = ids.Eve
      const level = (to: string, on: string) =>
        changePerson(ctx, { kind: 'LEVEL', personId, on, level: `engineering/ic/${to}` })
      await level('engineer', '2026-02-01')
      await level('senior', '2026-10-12')
      const before = await levelsOf(db, personId)
      const contractor = { kind: 'EMPLOYMENT', personId, employment: 'CONTRACTOR' }
      await expect(changePerson(ctx, { ...contractor, on: '2026-03-01' })).rejects.toMatchObject({
        code: 'INVALID',
        message: expect.stringContaining('12 Oct 2026'),
      })
      expect(await levelsOf(db, personId)).toEqual(before)
      await changePerson(ctx, { ...contractor, on: '2026-11-01' })
      expect(await levelsOf(db, personId)).toEqual([
        ['engineer', '2026-02-01', '2026-10-12'],
        ['senior', '2026-10-12', '2026-11-01'],
      ])
    })
  })

  it('lets a leaver work on the last day and signs them out after it', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      const personId = ids.Cleo ?? ''
      await db.session.create({ data: { id: 'a'.repeat(64), personId } })
      await changePerson(ctx, { kind: 'LEAVER', personId, on: TODAY })
      expect(await db.person.findUnique({ where: { id: personId } })).toMatchObject({
        isActive: true,
      })
      const yesterday = '2026-11-19'
      await changePerson(ctx, { kind: 'LEAVER', personId: ids.Eve, on: yesterday })
      expect(await db.person.findUnique({ where: { id: ids.Eve ?? '' } })).toMatchObject({
        isActive: false,
        endedOn: new Date(yesterday),
      })
      const place = await db.orgPlace.findUnique({ where: { personId: ids.Ann ?? '' } })
      expect(place).toMatchObject({ below: 3 })
    })
  })

  it('is for administrators, never for the own row, and not there for others', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      await expect(changePerson(ctx, manager(ctx.actor.id, ids.Ann))).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
      for (const roles of [[], ['LADDER_ADMIN'], ['AUDITOR'], ['HR_PARTNER']] as const) {
        const email = `r${roles.join('')}@example.org`.toLowerCase()
        const other = await signedIn(db, { email, roles: [...roles] })
        await expect(changePerson(other, manager(ids.Cleo, ids.Dan))).rejects.toMatchObject({
          code: 'NOT_FOUND',
        })
        await expect(changePerson(other, manager(other.actor.id, ids.Dan))).rejects.toMatchObject({
          code: 'NOT_FOUND',
        })
      }
      expect(await db.personChange.count()).toBe(0)
    })
  })

  it('A19 nobody is above themselves: not oneself, nobody below, nobody too deep', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      for (const [person, above] of [
        [ids.Ann, ids.Ann],
        [ids.Ann, ids.Eve],
        [ids.Bob, ids.Cleo],
      ]) {
        await expect(changePerson(ctx, manager(person, above))).rejects.toMatchObject({
          code: 'INVALID',
        })
      }
      const chain = Array.from({ length: 20 }, (_, index) => [
        `N${index}`,
        index === 0 ? null : `N${index - 1}`,
      ])
      const deep = await addStaff(ctx, Object.fromEntries(chain))
      await expect(changePerson(ctx, manager(ids.Dan, deep.N19))).resolves.toBeDefined()
      await expect(changePerson(ctx, manager(ids.Cleo, deep.N19))).rejects.toMatchObject({
        code: 'INVALID',
        message: expect.stringContaining('More than 20'),
      })
      expect(await db.personChange.count({ where: { state: 'PLANNED' } })).toBe(0)
    })
  })

  it.each([
    ['0000-01-01'],
    ['9999-12-31'],
    ['2026-02-31'],
    ['2025-02-29'],
    ['2026-11-20T00:00:00Z'],
    ['20.11.2026'],
    ['2026-11-20\u0000'],
    ['１９９９-01-01'],
    [''],
    [20261120],
    [{ not: '' }],
    ['2025-11-01'],
    ['2028-01-01'],
  ])('E07 takes no day such as %j', async (on) => {
    await withStaff(async ({ ctx, ids }, db) => {
      const personId = ids.Cleo
      for (const input of [
        { kind: 'MANAGER', personId, on, manager: ids.Dan },
        { kind: 'LEAVER', personId, on },
      ]) {
        await expect(changePerson(ctx, input)).rejects.toMatchObject({ code: 'INVALID' })
      }
      expect(await db.personChange.count()).toBe(0)
    })
  })
})

const TREE = { Ann: null, Bob: 'Ann', Cleo: 'Bob', Dan: 'Ann', Eve: 'Cleo' }

async function withStaff(work: (staff: Staff, db: Transaction) => Promise<void>): Promise<void> {
  await withRollback(async (db) => work(await makeStaff(db, TREE), db))
}

function manager(personId: string | undefined, managerId: string | undefined, on = TODAY) {
  return { kind: 'MANAGER', personId, on, manager: managerId ?? '' }
}

function levelToday(personId: string) {
  return { kind: 'LEVEL', personId, on: TODAY, level: 'engineering/ic/senior' }
}

async function linesOf(db: Transaction, personId: string | undefined) {
  const lines = await db.reportingLine.findMany({
    where: { personId: personId ?? '' },
    orderBy: [{ fromOn: 'asc' }, { id: 'asc' }],
  })
  return lines.map(({ managerId, fromOn, toOn }) => [managerId, day(fromOn), toOn && day(toOn)])
}

async function levelsOf(db: Transaction, personId: string | undefined) {
  const levels = await db.personLevel.findMany({
    where: { personId: personId ?? '' },
    orderBy: [{ fromOn: 'asc' }, { id: 'asc' }],
  })
  return levels.map(({ levelKey, fromOn, toOn }) => [levelKey, day(fromOn), toOn && day(toOn)])
}

function day(on: Date): string {
  return on.toISOString().slice(0, 10)
}
