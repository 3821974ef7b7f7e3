import { grantDelegation } from '@/lib/cycles/delegations/commands'
import { localDay } from '@/lib/cycles/local-day'
import { contextOfMember } from './cast'
import { type Dates, type Stage, ZONE } from './cycles'

const MANAGER = 'piotr.wisniewski@example.org'
const DELEGATE = 'alejandra.villanueva@example.org'

/** Piotr has not written yet about somebody who worked with Alejandra, so she writes for him. */
export async function lendPen({ db, cast, cycleId, at }: Stage, dates: Dates): Promise<void> {
  const manager = cast.byEmail.get(MANAGER)
  if (!manager) return
  const task = await db.review.findFirst({
    where: { cycleId, authorId: manager.id, direction: 'MANAGER', status: { not: 'SUBMITTED' } },
    orderBy: { subject: { email: 'desc' } },
  })
  if (!task) return
  await grantDelegation(contextOfMember(db, manager, at(2)), {
    participantId: task.participantId,
    scope: 'one',
    email: DELEGATE,
    endsOn: localDay(at(dates.close + 3), ZONE),
    reason: 'She led the migration that they worked on this half-year.',
  })
}
