import { levelsOfLabel } from '@/lib/ladder/words/level-label'
import { didYouMean } from '@/lib/ladder/words/suggestion'
import { no, type Reading, tidy, yes } from './file/cell'

/** A level by its keys, which outlive the versions of a ladder. */
export type HeldLevel = { ladderKey: string; trackKey: string; levelKey: string }

export type LevelOption = HeldLevel & {
  title: string
  code: string | null
  aliases: readonly string[]
  trackTitle: string
}

export type LevelReading =
  | { ok: true; value: LevelOption | null }
  | { ok: false; field: 'level' | 'track'; message: string }

/** Finds the level that the cells `level` and `track` name, among those of the published ladders. */
export function levelFinder(options: readonly LevelOption[]) {
  const known = new Map<string, LevelReading>()
  return (levelCell: string, trackCell: string): LevelReading => {
    const key = `${levelCell}\n${trackCell}`
    const reading = known.get(key) ?? find(options, tidy(levelCell), tidy(trackCell))
    known.set(key, reading)
    return reading
  }
}

export function sameLevel(a: HeldLevel | null, b: HeldLevel | null): boolean {
  if (!a || !b) return a === b
  return a.ladderKey === b.ladderKey && a.trackKey === b.trackKey && a.levelKey === b.levelKey
}

function find(options: readonly LevelOption[], level: string, track: string): LevelReading {
  if (level === '' && track === '') return { ok: true, value: null }
  if (level === '') return refused('level', 'A track without a level says nothing. Name the level.')
  if (options.length === 0) {
    return refused('level', 'No ladder is published yet. Publish one, or leave the level empty.')
  }
  const inTrack = track === '' ? yes(options) : optionsOfTrack(options, track)
  if (!inTrack.ok) return refused('track', inTrack.message)
  return optionOf(level, inTrack.value, options)
}

function optionsOfTrack(
  options: readonly LevelOption[],
  track: string,
): Reading<readonly LevelOption[]> {
  const wanted = track.toLowerCase()
  const found = options.filter(
    (option) =>
      option.trackKey.toLowerCase() === wanted || option.trackTitle.toLowerCase() === wanted,
  )
  if (found.length > 0) return yes(found)
  const names = [...new Set(options.flatMap((option) => [option.trackTitle, option.trackKey]))]
  return no(`There is no such track.${didYouMean(track, names)}`)
}

function optionOf(
  level: string,
  inTrack: readonly LevelOption[],
  all: readonly LevelOption[],
): LevelReading {
  const found = labelled(level, inTrack)
  if (found.length === 1) return { ok: true, value: found[0] ?? null }
  if (found.length > 1) {
    const places = [...new Set(found.map((option) => option.trackTitle))].join(' and ')
    return refused('level', `${places} both have this level. Name the track, or use the code.`)
  }
  const elsewhere = labelled(level, all)[0]
  if (elsewhere) {
    return refused('track', `"${elsewhere.title}" belongs to the track ${elsewhere.trackTitle}.`)
  }
  const names = inTrack.flatMap((option) => [option.title, ...codes(option), option.levelKey])
  return refused('level', `There is no such level.${didYouMean(level, names)}`)
}

/** Exact within one ladder and track; a label that means several levels of one track means none. */
function labelled(level: string, options: readonly LevelOption[]): LevelOption[] {
  const tracks = Map.groupBy(options, (option) => `${option.ladderKey}/${option.trackKey}`)
  return [...tracks.values()].flatMap((inTrack) => {
    const names = inTrack.map((option) => ({
      key: option.levelKey,
      title: option.title,
      aliases: [...option.aliases, ...codes(option)],
    }))
    const keys = levelsOfLabel(level, names)
    return keys.length === 1 ? inTrack.filter((option) => option.levelKey === keys[0]) : []
  })
}

function codes({ code }: LevelOption): string[] {
  return code ? [code] : []
}

function refused(field: 'level' | 'track', message: string): LevelReading {
  return { ok: false, field, message }
}
