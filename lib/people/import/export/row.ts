import type { CsvRow } from '@/lib/csv'
import { COLUMNS, type FieldName } from '../file/columns'
import { type HeldLevel, type LevelOption, levelFinder, sameLevel } from '../level-finder'
import type { OrganisationPerson } from '../person-change'

export const HEADER: CsvRow = COLUMNS.map(({ header }) => header)

/** The row of a person in the columns of the import, so that importing it changes nothing. */
export function exportRow(levels: readonly LevelOption[]) {
  const nameOf = levelNames(levels)
  return (person: OrganisationPerson): CsvRow => {
    const { level, track } = nameOf(person.level)
    const cells: Record<FieldName, string | null> = {
      name: person.name,
      email: person.email,
      managerEmail: person.managerEmail,
      level,
      track,
      team: person.team,
      startedOn: person.startedOn,
      employment: person.employment.toLowerCase(),
    }
    return COLUMNS.map(({ field }) => cells[field])
  }
}

/** Titles where they mean this level and no other, else its keys. */
function levelNames(levels: readonly LevelOption[]) {
  const find = levelFinder(levels)
  return (held: HeldLevel | null): { level: string; track: string } => {
    if (!held) return { level: '', track: '' }
    const option = levels.find((candidate) => sameLevel(candidate, held))
    const named = {
      level: option?.title ?? held.levelKey,
      track: option?.trackTitle ?? held.trackKey,
    }
    const reading = find(named.level, named.track)
    const isExact = reading.ok && sameLevel(reading.value, held)
    return isExact ? named : { level: held.levelKey, track: held.trackKey }
  }
}
