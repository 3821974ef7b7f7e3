import { addDays } from '@/lib/cycles/local-day'
import type { Prisma } from '@/lib/db/generated/client'
import type { ChangePerson } from './schema'

/** A change as it is stored, with the day that the person chose. */
export type NewChange = Omit<Prisma.PersonChangeUncheckedCreateInput, 'requestedById'> & {
  day: string
  effectiveOn: Date
}

/** Of a leaver the day is the last one here, so that the change takes effect when it is over. */
export function changeRow(change: ChangePerson): NewChange {
  const { personId, kind, on: day } = change
  const common = { personId, kind, day, effectiveOn: atMidnight(day) }
  if (change.kind === 'LEVEL') return { ...common, ...(change.level ?? {}) }
  if (change.kind === 'MANAGER') return { ...common, managerId: change.managerId }
  if (change.kind === 'TEAM') return { ...common, teamId: change.teamId }
  if (change.kind === 'EMPLOYMENT') return { ...common, employment: change.employment }
  return { ...common, effectiveOn: atMidnight(addDays(day, 1)) }
}

export function atMidnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}
