import type { ActionRule } from './action-inventory'
import { everybody, NOBODY, only, type PageRule } from './visit'

/** What a seat opens is in calibration.test.ts, where there are sessions; these are about none. */
export const CALIBRATION_PAGES: Record<string, PageRule> = {
  '/(workspace)/calibration/page': { op: 'own', visits: () => [everybody('/calibration')] },
  '/(workspace)/calibration/[sessionId]/page': {
    op: 'calibNote.read',
    visits: () => [only(`/calibration/${NOBODY}`)],
  },
  '/(workspace)/calibration/[sessionId]/[participantId]/page': {
    op: 'mgrReview.read',
    visits: ({ participant }) => [only(`/calibration/${NOBODY}/${participant}`)],
  },
  '/(workspace)/cycles/[cycleId]/calibration/page': {
    op: 'calibSession.create',
    visits: ({ runningCycle }) => [only(`/cycles/${runningCycle}/calibration`, 'hr', 'admin')],
  },
  '/(workspace)/cycles/[cycleId]/calibration/[sessionId]/page': {
    op: 'calibSession.setMembers',
    visits: ({ runningCycle }) => [only(`/cycles/${runningCycle}/calibration/${NOBODY}`)],
  },
}

const ACTIONS = 'app/(workspace)/calibration/actions.ts'
const EMAIL = 'wei.zhang@example.org'

export const CALIBRATION_ACTIONS: Record<string, ActionRule> = {
  [`${ACTIONS}#createSessionAction`]: {
    op: 'calibSession.create',
    for: ['hr', 'admin'],
    form: ({ runningCycle }) => ({ cycleId: runningCycle, name: 'Mine', facilitator: EMAIL }),
  },
  [`${ACTIONS}#setSeatAction`]: {
    op: 'calibSession.setMembers',
    for: ['hr', 'admin'],
    form: () => ({ sessionId: NOBODY, member: EMAIL, role: 'MEMBER' }),
  },
  [`${ACTIONS}#endSeatAction`]: {
    op: 'calibSession.setMembers',
    for: ['hr', 'admin'],
    form: ({ wei }) => ({ sessionId: NOBODY, personId: wei }),
  },
  [`${ACTIONS}#addPeopleAction`]: {
    op: 'calibSession.setMembers',
    for: ['hr', 'admin'],
    form: () => ({ sessionId: NOBODY, person: EMAIL }),
  },
  [`${ACTIONS}#removePersonAction`]: {
    op: 'calibSession.setMembers',
    for: ['hr', 'admin'],
    form: ({ participant }) => ({ sessionId: NOBODY, participantId: participant }),
  },
  [`${ACTIONS}#lockSessionAction`]: {
    op: 'calibSession.lock',
    for: ['hr'],
    form: () => ({ sessionId: NOBODY, version: '0' }),
  },
  [`${ACTIONS}#publishSessionAction`]: {
    op: 'calibSession.publish',
    for: ['hr'],
    form: () => ({ sessionId: NOBODY, version: '0' }),
  },
}
