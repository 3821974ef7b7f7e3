import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Transaction } from '@/lib/db/client'
import { recomputeClosure } from '@/lib/people/closure/commands'
import { closureOf } from '@/lib/people/org-tree'
import { withRollback } from '@/tests/support/database'
import { signedIn } from './installation'

it('holds what going up step by step finds, after one reorganisation and the next', async () => {
  await fc.assert(
    fc.asyncProperty(randomTree(), randomTree(), async (first, second) => {
      await withRollback(async (db) => {
        const ctx = await signedIn(db, { email: 'admin@example.org' })
        const ids = await peopleOf(db, Math.max(first.length, second.length))
        for (const tree of [first, second]) {
          await setLines(db, ids, tree)
          await recomputeClosure(ctx)
          expect(await stored(db)).toEqual(expected(ids, tree))
        }
      })
    }),
    { numRuns: 25 },
  )
})

/** For each person the index of their manager, which is smaller; -1 for none. */
function randomTree(): fc.Arbitrary<number[]> {
  const choice = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 9 }))
  return fc
    .array(choice, { minLength: 1, maxLength: 40 })
    .map((choices) =>
      choices.map(([pick, chance], index) => (index === 0 || chance === 0 ? -1 : pick % index)),
    )
    .filter((tree) => tree.every((_, index) => depthOf(tree, index) <= 20))
}

function depthOf(tree: readonly number[], index: number): number {
  const above = tree[index] ?? -1
  return above < 0 ? 0 : 1 + depthOf(tree, above)
}

async function peopleOf(db: Transaction, count: number): Promise<string[]> {
  const people = await db.person.createManyAndReturn({
    data: Array.from({ length: count }, (_, index) => ({
      email: `p${index}@example.org`,
      name: `P${index}`,
    })),
    select: { id: true },
  })
  return people.map(({ id }) => id)
}

async function setLines(db: Transaction, ids: string[], tree: number[]): Promise<void> {
  await db.$executeRaw`UPDATE reporting_lines SET to_on = '2026-01-02' WHERE to_on IS NULL`
  await db.reportingLine.createMany({
    data: tree.flatMap((above, index) =>
      above < 0
        ? []
        : [
            {
              personId: ids[index] ?? '',
              managerId: ids[above] ?? '',
              fromOn: new Date('2026-01-01'),
            },
          ],
    ),
  })
}

async function stored(db: Transaction): Promise<string[]> {
  const rows = await db.orgClosure.findMany()
  return rows.map((row) => `${row.managerId} ${row.personId} ${row.depth}`).sort()
}

function expected(ids: string[], tree: number[]): string[] {
  const lines = tree.map(
    (above, index) => [ids[index] ?? '', above < 0 ? null : (ids[above] ?? '')] as const,
  )
  return closureOf(new Map(lines))
    .map((row) => `${row.managerId} ${row.personId} ${row.depth}`)
    .sort()
}
