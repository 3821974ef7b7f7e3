import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { changePerson } from '@/lib/people/changes/commands'
import { movePeople } from '@/lib/people/changes/moves/commands'
import { recomputeClosure } from '@/lib/people/closure/commands'
import { withRollback } from '@/tests/support/database'
import { setUpOrganisation, signedIn } from './installation'

const DAYS = ['2026-03-01', '2026-06-01', '2026-10-01', '2026-11-20'] as const
const SIZE = 7

it('moving many at once leaves the lines and chains that moving each would leave', async () => {
  await fc.assert(
    fc.asyncProperty(plan(), async (one) => {
      const each = await played(one, async (ctx, input) => {
        for (const personId of input.personIds) {
          const { manager, on } = input
          await changePerson(ctx, { kind: 'MANAGER', personId, manager, on })
        }
      })
      const atOnce = await played(one, async (ctx, input) => {
        await movePeople(ctx, input)
      })
      // Where one of them may not move, the first way stops half-way and the second does nothing.
      if (each !== null || atOnce !== null) expect(atOnce).toEqual(each)
    }),
    { numRuns: 25 },
  )
})

type Plan = { above: number[]; since: number[]; movers: number[]; to: number; on: string }
type Move = { personIds: string[]; manager: string; on: string }

function plan(): fc.Arbitrary<Plan> {
  const list = fc.array(fc.nat(), { minLength: SIZE, maxLength: SIZE })
  return fc.record({
    above: list,
    since: list,
    movers: fc.uniqueArray(fc.nat({ max: SIZE - 1 }), { minLength: 2, maxLength: 4 }),
    to: fc.nat({ max: SIZE - 1 }),
    on: fc.constantFrom(...DAYS.slice(1)),
  })
}

/** The lines and chains afterwards by name, or null when the move was refused. */
async function played(
  { above, since, movers, to, on }: Plan,
  act: (ctx: Context, move: Move) => Promise<void>,
): Promise<string[] | null> {
  return withRollback(async (db) => {
    await setUpOrganisation(db)
    const ctx = await signedIn(db, { email: 'admin@example.org', roles: ['ADMIN'] })
    const people = await db.person.createManyAndReturn({
      data: Array.from({ length: SIZE }, (_, n) => ({ name: `P${n}`, email: `p${n}@example.org` })),
      select: { id: true },
    })
    const idOf = (index: number) => people[index]?.id ?? ''
    await db.reportingLine.createMany({
      data: people.flatMap(({ id: personId }, index) => {
        const managerId = idOf((above[index] ?? 0) % (index + 1))
        const fromOn = new Date(DAYS[(since[index] ?? 0) % DAYS.length] ?? DAYS[0])
        return managerId === personId ? [] : [{ personId, managerId, fromOn }]
      }),
    })
    await recomputeClosure(ctx)
    const move = { personIds: movers.map(idOf), manager: idOf(to), on }
    const isRefused = await act(ctx, move).then(
      () => false,
      () => true,
    )
    return isRefused ? null : linesOf(db)
  })
}

async function linesOf(db: Transaction): Promise<string[]> {
  const rows = await db.$queryRaw<{ line: string }[]>`
    SELECT p.name || ' below ' || m.name || ' ' || r.from_on || ' to ' || coalesce(r.to_on::text, '') AS line
    FROM reporting_lines r JOIN people p ON p.id = r.person_id JOIN people m ON m.id = r.manager_id
    UNION ALL SELECT p.name || ' far below ' || m.name || ' ' || o.depth
    FROM org_closure o JOIN people p ON p.id = o.person_id JOIN people m ON m.id = o.manager_id
    ORDER BY line`
  return rows.map(({ line }) => line)
}
