import type { CycleState, ParticipantStatus } from '@/lib/db/generated/enums'
import type { ArtefactState } from '@/lib/policy/artefact-state'
import type { ConditionFacts } from '@/lib/policy/conditions'

export const REPLY_DAYS = 30

const DAY = 86_400_000

/**
 * The state of a packet that exists. It was shared, so it stays with its reader even while a review
 * is being revised for the next one (access.md, cell 18).
 */
export function sharedState({
  cycleState,
  participantStatus,
}: {
  cycleState: CycleState
  participantStatus: ParticipantStatus
}): ArtefactState {
  if (cycleState === 'ARCHIVED') return 'Z'
  return participantStatus === 'ACKNOWLEDGED' || participantStatus === 'FINAL' ? 'A' : 'R'
}

export function repliesUntil(sharedAt: Date): Date {
  return new Date(sharedAt.getTime() + REPLY_DAYS * DAY)
}

/** What the grants about packets ask of one packet. */
export function packetConditions({
  sharedAt,
  isSharedByActor,
  now,
}: {
  sharedAt: Date
  isSharedByActor: boolean
  now: Date
}): ConditionFacts {
  return {
    replyInTime: now < repliesUntil(sharedAt),
    sharedThisPacket: isSharedByActor,
    openingsByRoleAndDay: true,
  }
}
