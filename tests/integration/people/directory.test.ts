import { describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { listAccounts } from '@/lib/people/accounts/queries'
import { applyPeopleImport, previewPeopleImport } from '@/lib/people/import/commands'
import { getPerson } from '@/lib/people/profile/queries'
import { listPeople, PAGE_SIZE, searchPeople } from '@/lib/people/queries'
import { withRollback } from '@/tests/support/database'
import { setUpOrganisation, signedIn } from './installation'

const FILE = `name,email,manager email,level,team,start date
Dora Director,dora@example.org,,Director,Leadership,2020-01-06
Mia Manager,mia@example.org,dora@example.org,Manager,Payments,2021-05-03
Eve Engineer,eve@example.org,mia@example.org,Senior,Payments,2023-09-18
Evan 100%_Sure,evan@example.org,mia@example.org,Engineer,Search,2024-03-12
`

describe('listPeople', () => {
  it('shows everybody who is active what the directory says, and accounts only to administrators', async () => {
    await withPeople(async ({ admin, as }) => {
      const eve = await as('eve@example.org')
      const { people, can } = await listPeople(eve)
      expect(can.administer).toBe(false)
      expect(
        people.map(({ name, level, manager, team, account }) => [
          name,
          level,
          manager,
          team,
          account,
        ]),
      ).toEqual([
        ['Dora Director', 'Director', null, 'Leadership', null],
        ['Evan 100%_Sure', 'Engineer', 'Mia Manager', 'Search', null],
        ['Eve Engineer', 'Senior', 'Mia Manager', 'Payments', null],
        ['Mia Manager', 'Manager', 'Dora Director', 'Payments', null],
        ['admin', null, null, null, null],
      ])
      expect((await listAccounts(admin)).people[0]?.account).toBe('No account')
      await expect(listAccounts(eve)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(listPeople(eve, { status: 'deactivated' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    })
  })

  it.each([
    ['eve', ['Eve Engineer']],
    ['EVE example', ['Eve Engineer']],
    ['ev', ['Evan 100%_Sure', 'Eve Engineer']],
    ['engineer eve', ['Eve Engineer']],
    ['100%_', ['Evan 100%_Sure']],
    ['%', ['Evan 100%_Sure']],
    ["' OR true --", []],
    ['\u0000eve', ['Eve Engineer']],
  ])('finds by %j', async (search, names) => {
    await withPeople(async ({ as }) => {
      const { people } = await listPeople(await as('eve@example.org'), { search })
      expect(people.map(({ name }) => name)).toEqual(names)
    })
  })

  it('filters by team and sorts by start, those without a date last', async () => {
    await withPeople(async ({ admin }) => {
      const inTeam = await listPeople(admin, { team: 'Payments' })
      expect(inTeam.teams).toContain('Payments')
      expect((await listPeople(admin, { team: 'aYMEN' })).people).toEqual(inTeam.people)
      expect((await listPeople(admin, { team: '%' })).people).toEqual([])
      expect(inTeam.people.map(({ name }) => name)).toEqual(['Eve Engineer', 'Mia Manager'])
      const newest = await listPeople(admin, { sort: 'newest' })
      expect(newest.people.map(({ name }) => name).slice(0, 2)).toEqual([
        'Evan 100%_Sure',
        'Eve Engineer',
      ])
      expect(newest.people.at(-1)?.name).toBe('admin')
    })
  })

  it.each(['name', 'newest'] as const)('pages through everybody once, by %s', async (sort) => {
    await withPeople(async ({ admin, db }) => {
      await db.person.createMany({
        data: Array.from({ length: 2 * PAGE_SIZE + 7 }, (_, index) => ({
          email: `many${index}@example.org`,
          name: `Same Name ${index % 3}`,
          startedOn: index % 4 ? new Date(Date.UTC(2024, 0, index % 5)) : null,
        })),
      })
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page = await listPeople(admin, { sort, cursor })
        seen.push(...page.people.map(({ id }) => id))
        cursor = page.nextCursor
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen).toHaveLength(2 * PAGE_SIZE + 12)
    })
  })

  it.each([
    { cursor: 'nonsense' },
    { cursor: Buffer.from('["a\\u0000","x"]').toString('base64url') },
  ])('begins at the start with %j', async (input) => {
    await withPeople(async ({ admin }) => {
      expect((await listPeople(admin, input)).people).toHaveLength(5)
    })
  })

  it.each([{ sort: 'email' }, { team: { not: '' } }, { search: ['a', 'b'] }, { take: 1e9 }])(
    'refuses %j',
    async (input) => {
      await withPeople(async ({ admin }) => {
        await expect(listPeople(admin, input)).rejects.toMatchObject({ code: 'INVALID' })
      })
    },
  )
})

describe('searchPeople', () => {
  it('gives at most ten active people, names that begin so first', async () => {
    await withPeople(async ({ admin, db }) => {
      await db.person.createMany({
        data: Array.from({ length: 12 }, (_, index) => ({
          email: `x${index}@engineer.example.org`,
          name: `A${index}`,
        })),
      })
      await db.person.create({
        data: { email: 'left@x.org', name: 'Engineer Left', isActive: false },
      })
      await db.person.create({ data: { email: 'b@x.org', name: 'Engineer Begins' } })
      const found = await searchPeople(admin, { query: 'Engineer' })
      expect(found).toHaveLength(10)
      expect(found[0]?.name).toBe('Engineer Begins')
      expect(found.map(({ name }) => name)).not.toContain('Engineer Left')
      expect(await searchPeople(admin, { query: '  ' })).toEqual([])
    })
  })
})

describe('getPerson', () => {
  it('shows colleagues the present, and the past only to whom it concerns', async () => {
    await withPeople(async ({ admin, db, as }) => {
      const { id: personId, teamId } = await db.person.findUniqueOrThrow({
        where: { email: 'eve@example.org' },
      })
      const view = await getPerson(await as('evan@example.org'), { personId })
      expect(view).toMatchObject({
        ...{ name: 'Eve Engineer', team: 'Payments', history: null, isSelf: false },
        level: { title: 'Senior' },
      })
      expect(view.chain.map(({ name }) => name)).toEqual(['Mia Manager', 'Dora Director'])
      const outside = await db.team.findUniqueOrThrow({ where: { name: 'Search' } })
      const partner = (scopeTeamId: string | null) =>
        signedIn(db, {
          email: `hr-${scopeTeamId}@example.org`,
          roles: [{ role: 'HR_PARTNER', scopeTeamId }],
        })
      expect((await getPerson(await partner(outside.id), { personId })).history).toBeNull()
      const concerned = [admin, await partner(null), await partner(teamId)]
      for (const email of ['eve', 'mia', 'dora']) concerned.push(await as(`${email}@example.org`))
      for (const ctx of concerned) {
        const { history } = await getPerson(ctx, { personId })
        expect(history?.levels.map(({ title }) => title)).toEqual(['Senior'])
        expect(history?.managers.map(({ name }) => name)).toEqual(['Mia Manager'])
      }
    })
  })

  it('lists who reports, and hides who has left from colleagues', async () => {
    await withPeople(async ({ admin, db, as }) => {
      const mia = await as('mia@example.org')
      const view = await getPerson(mia, { personId: mia.actor.id })
      expect(view.reports.map(({ name }) => name)).toEqual(['Evan 100%_Sure', 'Eve Engineer'])
      const eve = await db.person.update({
        where: { email: 'eve@example.org' },
        data: { isActive: false },
      })
      const hidden = getPerson(await as('evan@example.org'), { personId: eve.id })
      await expect(hidden).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect(await getPerson(mia, { personId: eve.id })).toMatchObject({ isActive: false })
      expect(await getPerson(admin, { personId: eve.id })).toMatchObject({ isActive: false })
    })
  })
})

type World = { db: Transaction; admin: Context; as: (email: string) => Promise<Context> }

async function withPeople(work: (world: World) => Promise<void>): Promise<void> {
  await withRollback(async (db) => {
    await setUpOrganisation(db)
    const admin = await signedIn(db, { email: 'admin@example.org', roles: ['ADMIN'] })
    const { importId } = await previewPeopleImport(admin, { fileName: 'people.csv', source: FILE })
    await applyPeopleImport(admin, { importId })
    await work({ db, admin, as: (email) => signedIn(db, { email }) })
  })
}
