import { expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { applyDueChanges, changePerson } from '@/lib/people/changes/commands'
import { testDatabase } from '@/tests/support/database'
import { jobContextAt } from '@/tests/support/organisation'
import { HEADER, importFile } from './import-files'
import { addStaff, makeStaff, managersOf, type Staff } from './staff'

// Contexts of these tests say that it is 20 November 2026.
const TODAY = '2026-11-20'
const LATER = '2026-12-01'
const TREE = { Ann: null, Bob: 'Ann', Cleo: 'Bob', Dan: 'Ann', Eve: 'Cleo' }

it('applies what is due once, with two workers and after missed days', async () => {
  const db = await testDatabase()
  const { ctx, ids } = await makeStaff(db, TREE)
  await changePerson(ctx, manager(ids.Cleo, ids.Dan, LATER))
  await changePerson(ctx, { kind: 'LEAVER', personId: ids.Eve, on: LATER })
  const onTheDay = await jobContextAt(new Date('2026-12-01T11:00:00Z'))
  expect(await applyDueChanges(onTheDay)).toMatchObject({ applied: 1, refused: 0 })
  const late = await jobContextAt(new Date('2026-12-05T11:00:00Z'))
  const both = await Promise.all([applyDueChanges(late), applyDueChanges(late)])
  expect(both.map(({ applied }) => applied).sort()).toEqual([0, 1])
  expect(await managersOf(db)).toMatchObject({ Cleo: 'Dan' })
  expect(
    await db.reportingLine.count({
      where: { personId: ids.Cleo ?? '', fromOn: new Date(LATER), toOn: null },
    }),
  ).toBe(1)
  expect(await db.person.findUnique({ where: { id: ids.Eve ?? '' } })).toMatchObject({
    isActive: false,
    endedOn: new Date(LATER),
  })
  expect(await applyDueChanges(late)).toMatchObject({ applied: 0, refused: 0 })
  await refusesWhatMayNoLongerBe(ctx, ids)
  await racesTwoMoves(ctx, ids)
  await keepsATeamRecordedSince(ctx)
})

async function refusesWhatMayNoLongerBe(ctx: Context, ids: Staff['ids']): Promise<void> {
  const { changeIds } = await changePerson(ctx, manager(ids.Dan, ids.Bob, '2026-12-10'))
  await changePerson(ctx, manager(ids.Bob, ids.Cleo))
  const late = await jobContextAt(new Date('2026-12-11T11:00:00Z'))
  expect(await applyDueChanges(late)).toMatchObject({ applied: 0, refused: 1 })
  expect(await ctx.db.personChange.findUnique({ where: { id: changeIds[0] ?? '' } })).toMatchObject(
    { state: 'REFUSED', refusal: 'LOOP' },
  )
}

// Two days without a worker, in which a file said something newer.
async function keepsATeamRecordedSince(ctx: Context): Promise<void> {
  const { Zoe } = await addStaff(ctx, { Zoe: null })
  await ctx.db.team.create({ data: { name: 'Old' } })
  await changePerson(ctx, { kind: 'TEAM', personId: Zoe, team: 'Old', on: LATER })
  const meanwhile = { ...ctx, now: new Date('2026-12-03T11:00:00Z') }
  await importFile(meanwhile, `${HEADER}\nZoe,zoe@example.org,,,,New,,\n`)
  const late = await jobContextAt(new Date('2026-12-05T11:00:00Z'))
  expect(await applyDueChanges(late)).toMatchObject({ applied: 0, refused: 1 })
  const where = { id: Zoe ?? '' }
  expect(await ctx.db.person.findUnique({ where, include: { team: true } })).toMatchObject({
    team: { name: 'New' },
  })
}

// A19, at once: each of the two moves alone would be sound.
async function racesTwoMoves(ctx: Context, ids: Staff['ids']): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    const fresh = await addStaff(ctx, { [`X${round}`]: null, [`Y${round}`]: null })
    const [x, y] = Object.values(fresh)
    const results = await Promise.allSettled([
      changePerson(ctx, manager(x, y)),
      changePerson(ctx, manager(y, x)),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = results.find(({ status }) => status === 'rejected')
    expect(refused).toMatchObject({ reason: { code: 'INVALID' } })
  }
  expect(await ctx.db.reportingLine.count({ where: { personId: ids.Ann ?? '' } })).toBe(0)
}

function manager(personId: string | undefined, managerId: string | undefined, on = TODAY) {
  return { kind: 'MANAGER', personId, on, manager: managerId ?? '' }
}
