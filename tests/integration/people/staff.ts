import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { recomputeClosure } from '@/lib/people/closure/commands'
import { setUpOrganisation, signedIn } from './installation'

export type Staff = { ctx: Context; ids: Record<string, string> }

/** An organisation with an administrator and these people, each below the one that is named. */
export async function makeStaff(
  db: Transaction,
  managers: Record<string, string | null>,
): Promise<Staff> {
  await setUpOrganisation(db)
  const ctx = await signedIn(db, { email: 'admin@example.org', roles: ['ADMIN'] })
  return { ctx, ids: await addStaff(ctx, managers) }
}

export async function addStaff(
  ctx: Context,
  managers: Record<string, string | null>,
): Promise<Record<string, string>> {
  const ids: Record<string, string> = {}
  for (const [name, manager] of Object.entries(managers)) {
    const { id } = await ctx.db.person.create({
      data: { name, email: `${name.toLowerCase()}@example.org` },
    })
    ids[name] = id
    const managerId = manager === null ? null : ids[manager]
    if (!managerId) continue
    await ctx.db.reportingLine.create({
      data: { personId: id, managerId, fromOn: new Date('2026-01-01') },
    })
  }
  await recomputeClosure(ctx)
  return ids
}

/** Who is directly above whom today, by name. */
export async function managersOf(db: Transaction): Promise<Record<string, string>> {
  const lines = await db.$queryRaw<{ person: string; manager: string }[]>`
    SELECT p.name AS person, m.name AS manager FROM org_closure o
    JOIN people p ON p.id = o.person_id JOIN people m ON m.id = o.manager_id
    WHERE o.depth = 1 ORDER BY p.name`
  return Object.fromEntries(lines.map(({ person, manager }) => [person, manager]))
}
