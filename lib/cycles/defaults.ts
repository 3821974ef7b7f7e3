import type { CycleDays } from './dates'
import { addDays, type LocalDay } from './local-day'

export type CycleProposal = CycleDays & {
  name: string
  periodStart: LocalDay
  periodEnd: LocalDay
}

/**
 * What a new cycle begins with: the half year that ends next, launched on the first Monday after
 * it, two weeks to look back, two for managers, a week between the last review and closing.
 */
export function proposeCycle(today: LocalDay): CycleProposal {
  const year = Number(today.slice(0, 4))
  const isFirstHalf = today.slice(5, 7) < '07'
  const periodStart = isFirstHalf ? `${year}-01-01` : `${year}-07-01`
  const periodEnd = isFirstHalf ? `${year}-06-30` : `${year}-12-31`
  const launchOn = mondayAfter(periodEnd)
  return {
    name: `${isFirstHalf ? 'First' : 'Second'} half of ${year}`,
    periodStart,
    periodEnd,
    launchOn,
    selfDueOn: addDays(launchOn, 11),
    peerDueOn: addDays(launchOn, 11),
    managerDueOn: addDays(launchOn, 25),
    shareFromOn: addDays(launchOn, 28),
    closeOn: addDays(launchOn, 46),
  }
}

function mondayAfter(day: LocalDay): LocalDay {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, (8 - weekday) % 7 || 7)
}
