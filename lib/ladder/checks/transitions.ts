import type { LadderDocument } from '../format/document'
import type { Checking } from './document'

/** E403 and W404; months that contradict each other are E010. */
export function checkTransitions(document: LadderDocument, { places, report }: Checking): void {
  const steps = new Set<string>()
  for (const { key, from, to, minMonths, maxMonths } of document.transitions) {
    const place = places.of('transition', key)
    if (from === to) report('E403', place, 'The transition leads to the level it comes from.')
    if (minMonths !== null && maxMonths !== null && minMonths > maxMonths) {
      report('E010', place, `The least, ${minMonths} months, is more than the most, ${maxMonths}.`)
    }
    steps.add(`${from} ${to}`)
  }
  const ends = new Set(document.transitions.flatMap(({ from, to }) => [from, to]))
  for (const track of document.tracks) {
    const levels = document.levels.filter((level) => level.track === track.key)
    if (!levels.some((level) => ends.has(level.key))) continue
    levels.slice(1).forEach((level, index) => {
      const below = levels[index]
      if (!below || steps.has(`${below.key} ${level.key}`)) return
      const place = places.of('level', level.key)
      report('W404', place, `No transition leads from "${below.key}" to "${level.key}".`)
    })
  }
}
