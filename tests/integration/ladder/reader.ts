import type { Context, Role } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'

/** The context of somebody signed in who has these roles. */
export async function reader(
  db: Database | Transaction,
  { roles = [], now = new Date('2026-11-20T12:00:00Z') }: { roles?: Role[]; now?: Date } = {},
): Promise<Context> {
  const email = `${roles.join('.').toLowerCase() || 'member'}@ladder.example.org`
  const person = await db.person.upsert({
    where: { email },
    create: { email, name: 'Robin Reader' },
    update: {},
  })
  const held = roles.map((role) => ({ role, scopeTeamId: null }))
  const { id, name } = person
  const session = { sessionId: null, hasReports: false, isCalibrator: false, isSteppedUp: true }
  return { actor: { id, name, email, ...session, roles: held }, db, now, requestId: null }
}
