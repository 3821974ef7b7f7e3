import type { LadderDocument, Level, LevelFact } from '../format/document'
import { agreesWithText, inMonths } from '../words/scope-range'
import { didYouMean } from '../words/suggestion'
import type { Checking } from './document'

export const FACT_KEYS = [
  'team_size',
  'teams',
  'planning_horizon',
  'experience',
  'time_in_level',
  'time_split',
  'impact_radius',
  'supervision',
  'grade',
  'reports_to',
] as const

/** E108, E410, W109, W110. */
export function checkFacts(document: LadderDocument, checking: Checking): void {
  const items = new Set(document.items.map((item) => item.key))
  for (const level of document.levels) {
    const seen = new Set<string>()
    for (const fact of level.facts) {
      checkFact(level, fact, { ...checking, items, seen })
      seen.add(`${fact.key} ${fact.label}`)
    }
  }
  for (const track of document.tracks) {
    const levels = document.levels.filter((level) => level.track === track.key)
    checkHorizons(levels, checking)
  }
}

type FactChecking = Checking & { items: Set<string>; seen: Set<string> }

function checkFact(level: Level, fact: LevelFact, { places, report, items, seen }: FactChecking) {
  const place = places.of('fact', `${level.key} ${fact.key} ${fact.label}`)
  const isKnown = FACT_KEYS.some((key) => key === fact.key) || fact.key.startsWith('x-')
  if (!isKnown) {
    const hint = didYouMean(fact.key, FACT_KEYS)
    report('E108', place, `"${fact.key}" is no fact; others begin with "x-".${hint}`)
  }
  if (seen.has(`${fact.key} ${fact.label}`)) {
    report('E108', place, `"${fact.key}" stands twice at "${level.key}"; give each a label.`)
  }
  if (fact.min !== null && fact.max !== null && fact.min > fact.max) {
    report('E108', place, `The least, ${fact.min}, is more than the most, ${fact.max}.`)
  }
  if (!agreesWithText(fact)) {
    report('W109', place, `The words "${fact.text}" say other numbers than the fact.`)
  }
  if (fact.item !== null && !items.has(fact.item)) {
    report('E410', place, `The fact refers to the item "${fact.item}", which does not exist.`)
  }
}

function checkHorizons(levels: Level[], { places, report }: Checking) {
  let before = { months: 0, title: '' }
  for (const level of levels) {
    for (const fact of level.facts) {
      if (fact.key !== 'planning_horizon') continue
      const months = inMonths(fact.min ?? fact.max ?? 0, fact.unit)
      if (months === null) continue
      if (months < before.months) {
        const place = places.of('fact', `${level.key} ${fact.key} ${fact.label}`)
        report('W110', place, `The horizon is shorter than that of "${before.title}" below.`)
      }
      before = { months, title: level.title }
    }
  }
}
