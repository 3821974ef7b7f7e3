import { addDays, dayInWords } from '@/lib/cycles/local-day'
import { MAX_DEPTH } from '../org-tree'

export type ChangeKind = 'LEVEL' | 'MANAGER' | 'TEAM' | 'EMPLOYMENT' | 'LEAVER'

/** How far from today a change may take effect, back and ahead. */
export const MAX_DAYS_BACK = 366
export const MAX_DAYS_AHEAD = 366

/** A value that was held; days as 2026-03-12, the second exclusive, null while it lasts. */
export type HeldSpan = { fromOn: string; toOn: string | null; isSame: boolean }

export type ChangeFacts = {
  kind: ChangeKind
  effectiveOn: string
  name: string
  isActive: boolean
  isContractor: boolean
  startedOn: string | null
  /** What was held of the kind that changes; `isSame` says that it is what the change brings. */
  spans: readonly HeldSpan[]
  manager: {
    name: string
    isActive: boolean
    isPerson: boolean
    isBelow: boolean
    depth: number
  } | null
  /** How many levels of people stand below the person. */
  height: number
  /** The level, team or manager that is named is there today. */
  isKnown: boolean
  isOnlyAdministrator: boolean
}

/** Why a change may not be, in words for whoever asked; kept by its code where nobody asked. */
export type ChangeRefusal =
  | 'LEFT'
  | 'BEFORE_START'
  | 'LATER_RECORD'
  | 'UNKNOWN'
  | 'CONTRACTOR_LEVEL'
  | 'MANAGER_LEFT'
  | 'OWN_MANAGER'
  | 'LOOP'
  | 'TOO_DEEP'
  | 'ONLY_ADMINISTRATOR'

/**
 * The first reason against a change, or null. The tree of managers stays a tree of at most twenty
 * above anybody, nobody is above themselves, and nothing that was recorded later is overwritten.
 */
export function changeRefusal(facts: ChangeFacts): ChangeRefusal | null {
  const { kind, effectiveOn, startedOn } = facts
  if (!facts.isActive) return 'LEFT'
  if (startedOn !== null && effectiveOn < startedOn) return 'BEFORE_START'
  if (effectiveOn < (earliestDay(facts.spans) ?? effectiveOn)) return 'LATER_RECORD'
  if (!facts.isKnown) return 'UNKNOWN'
  if (kind === 'LEVEL' && facts.isContractor) return 'CONTRACTOR_LEVEL'
  if (kind === 'LEAVER' && facts.isOnlyAdministrator) return 'ONLY_ADMINISTRATOR'
  return kind === 'MANAGER' ? lineRefusal(facts) : null
}

/**
 * The first day on which a change leaves all that was recorded later as it is, or null for any day.
 * Where the change brings what lasts already, it only moves the day on which that began.
 */
export function earliestDay(spans: readonly HeldSpan[]): string | null {
  const lasting = spans.find(({ toOn }) => toOn === null)
  const days = spans.flatMap(({ fromOn, toOn }) => {
    if (toOn === null) return lasting?.isSame ? [] : [fromOn]
    return lasting?.isSame && toOn === lasting.fromOn ? [addDays(fromOn, 1)] : [toOn]
  })
  return days.reduce<string | null>((last, day) => (last === null || day > last ? day : last), null)
}

/** The sentence for a person who asked for a change that may not be. */
export function refusalText(refusal: ChangeRefusal, facts: ChangeFacts): string {
  const { name, manager } = facts
  const words: Record<ChangeRefusal, string> = {
    LEFT: `${name} is not here any more. Reactivate them first.`,
    BEFORE_START: `${name} started on ${dayText(facts.startedOn)}. Choose that day or a later one.`,
    LATER_RECORD: `Something is recorded for ${name} up to ${dayText(earliestDay(facts.spans))}. Choose that day or a later one, so that it stays.`,
    UNKNOWN: 'What you chose is not there any more. Load the page again and choose anew.',
    CONTRACTOR_LEVEL: `${name} is a contractor, and contractors have no level. Make them an employee first.`,
    MANAGER_LEFT: `${manager?.name} is not here any more. Choose another manager.`,
    OWN_MANAGER: `${name} cannot be their own manager.`,
    LOOP: `${manager?.name} is below ${name}: nobody can be above themselves. Move ${manager?.name} first, or choose somebody else.`,
    TOO_DEEP: `More than ${MAX_DEPTH} managers would stand above somebody. Choose a manager nearer to the top.`,
    ONLY_ADMINISTRATOR: `${name} is the only administrator. Grant the role to another person first.`,
  }
  return words[refusal]
}

const REFUSED_LATER: Record<ChangeRefusal, string> = {
  LEFT: 'They had left by then.',
  BEFORE_START: 'They start later.',
  LATER_RECORD: 'Something later had been recorded by then.',
  UNKNOWN: 'The level or team was not there any more.',
  CONTRACTOR_LEVEL: 'They were a contractor by then, without a level.',
  MANAGER_LEFT: 'The new manager had left by then.',
  OWN_MANAGER: 'Nobody is their own manager.',
  LOOP: 'The new manager was below them by then.',
  TOO_DEEP: `More than ${MAX_DEPTH} managers would have stood above somebody.`,
  ONLY_ADMINISTRATOR: 'They were the only administrator.',
}

/** The same for the list of what could not be done when its day came. */
export function laterRefusalText(refusal: string): string {
  return isRefusal(refusal) ? REFUSED_LATER[refusal] : 'It was not possible any more.'
}

function isRefusal(code: string): code is ChangeRefusal {
  return code in REFUSED_LATER
}

/** What is wrong with the day of a change seen from today, or null. */
export function dayRefusal(day: string, today: string): string | null {
  if (day < addDays(today, -MAX_DAYS_BACK)) return 'Choose a day within the last year.'
  if (day > addDays(today, MAX_DAYS_AHEAD)) return 'Choose a day within the next year.'
  return null
}

function lineRefusal({ manager, height }: ChangeFacts): ChangeRefusal | null {
  if (manager === null) return null
  if (manager.isPerson) return 'OWN_MANAGER'
  if (!manager.isActive) return 'MANAGER_LEFT'
  if (manager.isBelow) return 'LOOP'
  return manager.depth + 1 + height > MAX_DEPTH ? 'TOO_DEEP' : null
}

function dayText(day: string | null): string {
  return day === null ? 'an unknown day' : dayInWords(day)
}
