import type { Database } from '@/lib/db/client'
import type { CalibrationRole } from '@/lib/db/generated/enums'
import type { SessionState } from '@/lib/policy/artefact-state'
import type { Dice, RandomOrganisation } from './random-organisation'

const SESSION_STATES: SessionState[] = ['OPEN', 'OPEN', 'LOCKED', 'PUBLISHED']
const SEATS: CalibrationRole[] = ['FACILITATOR', 'MEMBER', 'READER']
/** Those who read in the tests are among the first, so seats are theirs. */
const SEATED = 8

/** Two sessions of a cycle in any state, about some of its people; whoever sits there may be one of them. */
export async function makeSessions(
  db: Database,
  {
    organisation: { people, participants },
    dice,
    cycleId,
    n,
  }: { organisation: RandomOrganisation; dice: Dice; cycleId: string; n: number },
): Promise<void> {
  const inCycle = participants.filter((one) => one.cycleId === cycleId)
  for (const place of [0, 1]) {
    const seated = people.slice(0, SEATED).filter((_, index) => {
      return dice.share('seat', n, place, index) < 0.4
    })
    const [first = people[place]] = seated
    if (!first) continue
    const state = dice.pick(SESSION_STATES, 'session', n, place)
    const seats = seated.length > 0 ? seated : [first]
    const about = inCycle.filter((_, index) => {
      const drawn = dice.share('in session', n, index)
      return drawn < 0.7 && drawn < 0.35 === (place === 0)
    })
    await db.calibrationSession.create({
      data: {
        ...{ cycleId, name: `Session ${n} ${place}`, state, createdById: first.id },
        ...(state === 'OPEN' ? {} : { lockedAt: new Date() }),
        ...(state === 'PUBLISHED' ? { publishedAt: new Date(), publishedById: first.id } : {}),
        members: {
          create: seats.map(({ id }, index) => ({
            personId: id,
            role: SEATS[Math.min(index, 2)] ?? 'READER',
          })),
        },
        participants: { create: about.map(({ id }) => ({ participantId: id })) },
      },
    })
  }
}
