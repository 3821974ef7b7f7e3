import type { CycleState, PeerVisibility } from '@/lib/db/generated/enums'
import { type CycleDays, daysOf } from './dates'
import { dayInWords, distanceInWords, type LocalDay, localDay } from './local-day'
import type { CycleDates } from './timeline'

const STATES: Record<CycleState, string> = {
  DRAFT: 'Draft',
  SCHEDULED: 'Scheduled',
  LAUNCHING: 'Launching',
  NOMINATION: 'Choosing peers',
  SELF_AND_PEER: 'Self-reviews and peer feedback',
  MANAGER_WRITING: 'Manager reviews',
  CALIBRATION: 'Calibration',
  SHARING: 'Sharing',
  CLOSED: 'Closed',
  ARCHIVED: 'Archived',
}

export function stateWord(state: CycleState): string {
  return STATES[state]
}

export type Milestone = { key: keyof CycleDays; title: string; day: LocalDay }

type Described = CycleDates & {
  state: CycleState
  timeZone: string
  hasSelf: boolean
  hasPeer: boolean
  hasCalibration?: boolean
  launchHeldAt?: Date | null
}

/** The days of a cycle in the order in which they come, without those that do not apply. */
export function milestonesOf(cycle: Described): Milestone[] {
  const days = daysOf(cycle, cycle.timeZone)
  const all: [keyof CycleDays, string, boolean][] = [
    ['launchOn', 'Launch', true],
    ['selfDueOn', 'Self-reviews due', cycle.hasSelf],
    ['peerDueOn', 'Peer feedback due', cycle.hasPeer],
    [
      'managerDueOn',
      cycle.hasCalibration ? 'Manager reviews due, then calibration' : 'Manager reviews due',
      true,
    ],
    ['shareFromOn', 'Sharing begins', true],
    ['closeOn', 'Closes', true],
  ]
  return all
    .filter(([, , applies]) => applies)
    .map(([key, title]) => ({ key, title, day: days[key] }))
    .sort((one, other) => one.day.localeCompare(other.day))
}

/** What happens next in a cycle, and when, in one sentence. */
export function whatNext(cycle: Described, now: Date): string {
  const days = daysOf(cycle, cycle.timeZone)
  const firstDue = [
    ...(cycle.hasSelf ? [days.selfDueOn] : []),
    ...(cycle.hasPeer ? [days.peerDueOn] : []),
  ]
  const when = (day: LocalDay) =>
    `${dayInWords(day)} (${distanceInWords(localDay(now, cycle.timeZone), day)})`
  switch (cycle.state) {
    case 'DRAFT':
      return `Nothing is sent before it is launched. The launch is planned for ${when(days.launchOn)}.`
    case 'SCHEDULED':
      return cycle.launchHeldAt
        ? `It was to launch by itself on ${when(days.launchOn)} and waits, because an administrator has to mend something first.`
        : `It launches by itself on ${when(days.launchOn)}.`
    case 'LAUNCHING':
      return 'The reviews are being created. This takes a moment.'
    case 'NOMINATION':
    case 'SELF_AND_PEER':
      return firstDue.length > 0
        ? `${firstPart(cycle)} until ${when(firstDue.sort().at(-1) ?? days.managerDueOn)}. Managers can begin to write.`
        : `Manager reviews are due on ${when(days.managerDueOn)}.`
    case 'CALIBRATION':
      return `Calibration sessions compare the manager reviews. Sharing begins on ${when(days.shareFromOn)}, for whoever is in a session once it is locked.`
    case 'MANAGER_WRITING':
      return `Manager reviews are due on ${when(days.managerDueOn)}. Sharing begins on ${when(days.shareFromOn)}.`
    case 'SHARING':
      return `Managers share what was written with each person. The cycle closes on ${when(days.closeOn)}.`
    case 'CLOSED':
      return 'Nothing more can be written. What was shared stays readable, and so does each writer’s own text.'
    case 'ARCHIVED':
      return 'It is kept for reading only.'
  }
}

const PEER_NAMES: Record<PeerVisibility, string> = {
  ATTRIBUTED:
    'Peer feedback reaches the person with the name of its writer. Writers are told so before they begin.',
  UNATTRIBUTED:
    'Peer feedback reaches the person without names, and only when three peers or more have answered. Their manager sees who wrote what. Writers are told so before they begin.',
  CONFIDENTIAL:
    'Peer feedback is for the manager and HR; the person does not read it. Nobody sees who wrote what, except an HR partner who gives a reason. Writers are told so before they begin.',
}

type Rules = {
  hasSelf: boolean
  hasPeer: boolean
  hasCalibration?: boolean
  peerVisibility: PeerVisibility
  blindSelf: boolean
  skipVisible: boolean
}

/** Who will see what is written in this cycle; the same sentences for everybody. */
export function whoSeesWhat(cycle: Rules): string[] {
  const skip = cycle.skipVisible ? ', their manager’s manager' : ''
  return [
    'A draft is seen by its writer only.',
    ...(cycle.hasSelf
      ? [
          cycle.blindSelf
            ? `A self-review that was handed in is seen by the person${skip} and their HR partner, and by their manager once the manager’s own review is in.`
            : `A self-review that was handed in is seen by the person, their manager${skip} and their HR partner.`,
        ]
      : []),
    ...(cycle.hasPeer ? [PEER_NAMES[cycle.peerVisibility]] : []),
    `A manager review that was handed in is seen by its writer${skip} and the HR partner. The person reads it when it is shared with them.`,
    ...(cycle.hasCalibration
      ? [
          'Before sharing, the members of a calibration session read what was handed in about the people in it, without the names of peers, until the session is locked. Nobody reads there what is about themselves.',
        ]
      : []),
    'Administrators run the cycle and see who is done, never what was written.',
  ]
}

function firstPart(cycle: Described): string {
  if (cycle.hasSelf && cycle.hasPeer) return 'People write self-reviews and peer feedback'
  return cycle.hasSelf ? 'People write self-reviews' : 'People write peer feedback'
}
