import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { applyPeopleImport, previewPeopleImport } from '@/lib/people/import/commands'
import type { AbsentMode } from '@/lib/people/import/leaving'
import { withRollback } from '@/tests/support/database'
import { setUpOrganisation, signedIn } from './installation'

export const HEADER = 'name,email,manager email,level,track,team,start date,employment'

/** A director, a manager below and an engineer below her. */
export const THREE = `${HEADER}
Dora Director,dora@example.org,,Director,MGMT,Leadership,2020-01-06,
Mia Manager,mia@example.org,dora@example.org,Manager,MGMT,Payments,2021-05-03,
Eve Engineer,eve@example.org,mia@example.org,Senior,IC,Payments,2023-09-18,employee
`

export async function withAdmin(
  work: (ctx: Context, db: Transaction) => Promise<void>,
): Promise<void> {
  await withRollback(async (db) => {
    await setUpOrganisation(db)
    await work(await signedIn(db, { email: 'admin@example.org', roles: ['ADMIN'] }), db)
  })
}

export function preview(ctx: Context, source: string, absent: AbsentMode = 'KEEP') {
  return previewPeopleImport(ctx, { fileName: 'people.csv', source, absent })
}

/** Previews and applies; the number is typed whenever people leave. */
export async function importFile(ctx: Context, source: string, absent: AbsentMode = 'KEEP') {
  const { importId, counts } = await preview(ctx, source, absent)
  const meant = { isMeant: 'on', leaving: String(counts.deactivated) }
  return applyPeopleImport(ctx, { importId, ...meant })
}

/** All that an import may touch, in the rows of the database; who signs in and who may do what aside. */
export async function everything(db: Transaction) {
  return {
    people: await db.person.findMany({ orderBy: { email: 'asc' } }),
    teams: await db.team.findMany({ orderBy: { name: 'asc' } }),
    memberships: await db.teamMembership.findMany({ orderBy: { id: 'asc' } }),
    levels: await db.personLevel.findMany({ orderBy: { id: 'asc' } }),
    lines: await db.reportingLine.findMany({ orderBy: { id: 'asc' } }),
    closure: await db.orgClosure.findMany({ orderBy: [{ managerId: 'asc' }, { personId: 'asc' }] }),
    places: await db.orgPlace.findMany({ orderBy: { personId: 'asc' } }),
  }
}

export async function personId(db: Transaction, email: string): Promise<string> {
  return (await db.person.findUniqueOrThrow({ where: { email }, select: { id: true } })).id
}
