import { addDays } from '@/lib/cycles/local-day'
import type { Employment } from '@/lib/db/generated/enums'
import type { ChangeKind } from './change'

/** A change as it is stored, with the day that the person chose. */
export type NewChange = {
  personId: string
  kind: ChangeKind
  day: string
  effectiveOn: Date
  ladderKey?: string
  trackKey?: string
  levelKey?: string
  managerId?: string
  teamId?: string
  employment?: Employment
}

/** Of a leaver the day is the last one here, so that the change takes effect when it is over. */
export function newChange({
  personId,
  kind,
  on,
}: {
  personId: string
  kind: ChangeKind
  on: string
}): NewChange {
  const effectiveOn = atMidnight(kind === 'LEAVER' ? addDays(on, 1) : on)
  return { personId, kind, day: on, effectiveOn }
}

export function atMidnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}
