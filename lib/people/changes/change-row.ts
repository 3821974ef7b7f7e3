import { addDays } from '@/lib/cycles/local-day'
import type { Prisma } from '@/lib/db/generated/client'
import type { ChangeKind } from './change'

/** A change as it is stored, with the day that the person chose. */
export type NewChange = Omit<Prisma.PersonChangeUncheckedCreateInput, 'requestedById'> & {
  day: string
  effectiveOn: Date
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
