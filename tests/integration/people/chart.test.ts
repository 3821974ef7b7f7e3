import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Transaction } from '@/lib/db/client'
import { type ChartBranch, getBranch, getChart } from '@/lib/people/chart/queries'
import { recomputeClosure } from '@/lib/people/closure/commands'
import { withRollback } from '@/tests/support/database'
import { signedIn } from './installation'
import { makeStaff, type Staff } from './staff'

const TREE = { Ann: null, Bob: 'Ann', Cleo: 'Bob', Dan: 'Ann', Eve: 'Cleo' }

describe('getChart', () => {
  it('opens from the top, and to somebody with the way above them', async () => {
    await withStaff(async ({ ctx, ids }) => {
      // The administrator stands at the top too, and leads nobody.
      expect(shapeOf(await getChart(ctx))).toEqual([
        ['', ['Ann', 'admin'], true],
        [ids.Ann, ['Bob', 'Dan'], true],
      ])
      const chart = await getChart(ctx, { person: ids.Cleo })
      expect(chart.focusId).toBe(ids.Cleo)
      expect(shapeOf(chart)).toEqual([
        ['', ['Ann'], false],
        [ids.Ann, ['Bob'], false],
        [ids.Bob, ['Cleo'], true],
        [ids.Cleo, ['Eve'], true],
      ])
    })
  })

  it('jumps to the one who is found and lists several', async () => {
    await withStaff(async ({ ctx, ids }) => {
      expect(await getChart(ctx, { search: 'dan' })).toMatchObject({ focusId: ids.Dan, found: [] })
      const several = await getChart(ctx, { search: 'example' })
      expect(several.found.length).toBeGreaterThan(1)
      expect(await getChart(ctx, { search: 'nobody at all' })).toMatchObject({ focusId: null })
    })
  })

  it('leaves leavers out and hangs their reports below whoever is next above', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      await db.person.update({ where: { id: ids.Bob ?? '' }, data: { isActive: false } })
      const below = await getBranch(ctx, { manager: ids.Ann })
      expect(below.nodes).toMatchObject([
        { name: 'Cleo', reports: 1, below: 1 },
        { name: 'Dan', reports: 0, below: 0 },
      ])
      await expect(getChart(ctx, { person: ids.Bob })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await db.person.update({ where: { id: ids.Bob ?? '' }, data: { isActive: true } })
      expect((await getBranch(ctx, { manager: ids.Ann })).nodes).toMatchObject([
        { name: 'Bob', reports: 1, below: 2 },
        { name: 'Dan' },
      ])
    })
  })

  it('shows fifty at a time and loses nobody between pages', async () => {
    await withStaff(async ({ ctx, ids }, db) => {
      await db.$executeRaw`INSERT INTO people (name, email)
        SELECT 'Same name', 'r' || n || '@example.org' FROM generate_series(1, 120) n`
      await db.$executeRaw`INSERT INTO reporting_lines (person_id, manager_id, from_on)
        SELECT id, ${ids.Dan}::uuid, '2026-01-01' FROM people WHERE name = 'Same name'`
      await recomputeClosure(ctx)
      const seen = new Set<string>()
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: ChartBranch = await getBranch(ctx, { manager: ids.Dan, cursor })
        expect(page.nodes.length).toBeLessThanOrEqual(50)
        for (const { id } of page.nodes) seen.add(id)
        cursor = page.nextCursor
      }
      expect(seen.size).toBe(120)
    })
  })

  it('is for everybody active, and takes nothing but ids', async () => {
    await withStaff(async ({ ids }, db) => {
      const member = await signedIn(db, { email: 'member@example.org' })
      expect((await getChart(member, { person: ids.Eve })).branches).toHaveLength(5)
      for (const person of ['nobody', { not: '' }, 7]) {
        await expect(getChart(member, { person })).rejects.toMatchObject({ code: 'INVALID' })
      }
    })
  })
})

it('org_places holds what the lines and the leavers say, whatever comes one after the other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step(), { minLength: 1, maxLength: 8 }), async (steps) => {
      await withRollback(async (db) => {
        const ctx = await signedIn(db, { email: 'admin@example.org' })
        const people = await db.person.createManyAndReturn({
          data: Array.from({ length: SIZE }, (_, n) => ({
            email: `p${n}@example.org`,
            name: `P${n}`,
          })),
          select: { id: true },
        })
        const ids = people.map(({ id }) => id)
        for (const one of steps) {
          if (one.turn !== null) {
            const id = ids[one.turn] ?? ''
            await db.$executeRaw`UPDATE people SET is_active = NOT is_active WHERE id = ${id}::uuid`
            continue
          }
          await setLines(db, ids, one.tree)
          await recomputeClosure(ctx)
        }
        expect(await stored(db)).toEqual(await derived(db))
      })
    }),
    { numRuns: 20 },
  )
})

const SIZE = 12

function step() {
  const tree = fc.array(fc.nat(), { minLength: SIZE, maxLength: SIZE })
  return fc.record({ turn: fc.option(fc.nat({ max: SIZE - 1 })), tree })
}

async function setLines(db: Transaction, ids: string[], tree: number[]): Promise<void> {
  await db.$executeRaw`DELETE FROM reporting_lines`
  await db.reportingLine.createMany({
    data: ids.flatMap((personId, index) => {
      const managerId = ids[(tree[index] ?? 0) % (index + 1)]
      if (!managerId || managerId === personId) return []
      return [{ personId, managerId, fromOn: new Date('2026-01-01') }]
    }),
  })
}

async function stored(db: Transaction) {
  const rows = await db.orgPlace.findMany({ orderBy: { personId: 'asc' } })
  return rows.map(({ personId, ...place }) => [personId, place])
}

/** The same by walking up and counting, one person at a time. */
async function derived(db: Transaction) {
  const people = await db.person.findMany({ orderBy: { id: 'asc' } })
  const lines = await db.reportingLine.findMany({ where: { toOn: null } })
  const managerOf = new Map(lines.map(({ personId, managerId }) => [personId, managerId]))
  const isHere = new Map(people.map(({ id, isActive }) => [id, isActive]))
  const chains = people
    .filter(({ isActive }) => isActive)
    .map(({ id }) => {
      const chain: string[] = []
      for (let at = managerOf.get(id); at; at = managerOf.get(at)) chain.push(at)
      return { id, chain, parentId: chain.find((one) => isHere.get(one)) ?? null }
    })
  return chains.map(({ id, parentId }) => [
    id,
    {
      parentId,
      reports: chains.filter((one) => one.parentId === id).length,
      below: chains.filter(({ chain }) => chain.includes(id)).length,
    },
  ])
}

function shapeOf({ branches }: { branches: ChartBranch[] }) {
  return branches.map(({ managerId, nodes, isWhole }) => [
    managerId ?? '',
    nodes.map(({ name }) => name),
    isWhole,
  ])
}

async function withStaff(work: (staff: Staff, db: Transaction) => Promise<void>): Promise<void> {
  await withRollback(async (db) => work(await makeStaff(db, TREE), db))
}
