import { expect } from 'vitest'
import { getCalibrationReading } from '@/lib/calibration/reading/queries'
import { getRoom, listMySessions } from '@/lib/calibration/room/queries'
import { listSessions } from '@/lib/calibration/sessions/queries'
import type { Context } from '@/lib/context'
import { packetFacts, type Standing } from '@/lib/cycles/standing/queries'
import { isAppError } from '@/lib/errors'
import { decide, type Facts } from '@/lib/policy/decide'
import { getHome } from '@/lib/reviews/next-up/queries'
import { testDatabase } from '../../support/database'
import type { RandomOrganisation } from '../../support/random-organisation'
import { PRIVATE_TEXT } from '../../support/random-reviews'

type View = {
  ctx: Context
  organisation: RandomOrganisation
  standings: ReadonlyMap<string, Standing>
}

/** How often a seat alone opened what was written, so that a test can tell that it was tried. */
export const opened = { bySeat: 0 }

/** What calibration lists is what each session and each person in it opens one by one. */
export async function seats({ ctx, organisation, standings }: View): Promise<void> {
  const db = await testDatabase('owner')
  const sessions = await db.calibrationSession.findMany({
    where: { cycleId: { in: organisation.cycleIds } },
    include: { participants: true, members: { where: { personId: ctx.actor.id } } },
  })
  const entered: string[] = []
  for (const { id: sessionId, participants, members } of sessions) {
    const room = await outcome(getRoom(ctx, { sessionId }))
    if (room && members.length > 0) entered.push(sessionId)
    expect(JSON.stringify(room)).not.toContain(PRIVATE_TEXT)
    const open: string[] = []
    for (const { participantId } of participants) {
      const standing = standings.get(participantId)
      if (!standing) throw new Error('Somebody is in a session and in no cycle.')
      const reading = await outcome(getCalibrationReading(ctx, { sessionId, participantId }))
      if (reading) open.push(participantId)
      const facts = packetFacts(standing)
      if (reading) expect(decide('mgrReview.read', facts).allow).toBe(true)
      if (members.length > 0 && !facts.relations.has('hr_in')) {
        expect(reading !== null).toBe(decide('mgrReview.read', bySeat(facts)).allow)
        if (reading) opened.bySeat += 1
      }
    }
    const others = participants.filter(({ participantId }) => !standings.get(participantId)?.isSelf)
    if (room) expect(room.rows).toHaveLength(others.length)
    const listed = room?.rows.filter(({ isOpen }) => isOpen) ?? []
    expect(listed.map(({ participantId }) => participantId).sort()).toEqual(open.sort())
  }
  const mine = (await listMySessions(ctx)).filter(({ people }) => people !== null)
  expect(mine.map(({ id }) => id).sort()).toEqual(entered.sort())
  await toShare({ ctx, organisation, standings })
  for (const cycleId of organisation.cycleIds) await outcome(listSessions(ctx, { cycleId }))
}

function bySeat(facts: Facts): Facts {
  const relations = [...facts.relations].filter((one) => one === 'subj' || one.startsWith('calib_'))
  return { ...facts, relations: new Set(relations) }
}

// Nobody is reminded to share what a session still holds back.
async function toShare({ ctx, standings }: View): Promise<void> {
  const { nextUp } = await getHome(ctx)
  for (const { key } of nextUp.filter(({ kind }) => kind === 'share')) {
    const standing = standings.get(key.replace('share ', ''))
    expect(standing && packetFacts(standing).state).toBe('L')
  }
}

async function outcome<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_FOUND') return null
    throw error
  }
}
