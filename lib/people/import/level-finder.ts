import { labelReader } from '@/lib/ladder/words/level-label'
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

// A suggestion compares with every name of every level, so it is made for the first few.
const MAX_SUGGESTIONS = 20

type Hint = (word: string, names: readonly string[]) => string

/** Finds the level that the cells `level` and `track` name, among those of the published ladders. */
export function levelFinder(options: readonly LevelOption[]) {
  const known = new Map<string, LevelReading>()
  const tracks = tracksOf(options)
  let suggestions = 0
  const hint: Hint = (word, names) => {
    suggestions += 1
    return suggestions <= MAX_SUGGESTIONS ? didYouMean(word, names) : ''
  }
  return (levelCell: string, trackCell: string): LevelReading => {
    const key = `${levelCell}\n${trackCell}`
    const [level, track] = [tidy(levelCell), tidy(trackCell)]
    const reading = known.get(key) ?? find(tracks, { level, track, hint })
    known.set(key, reading)
    return reading
  }
}

export function sameLevel(a: HeldLevel | null, b: HeldLevel | null): boolean {
  if (!a || !b) return a === b
  return a.ladderKey === b.ladderKey && a.trackKey === b.trackKey && a.levelKey === b.levelKey
}

type Sought = { level: string; track: string; hint: Hint }

/** The levels of one track of one ladder, with what reads a label of one. */
type Track = {
  key: string
  title: string
  options: readonly LevelOption[]
  keysOf: ReturnType<typeof labelReader>
}

function tracksOf(options: readonly LevelOption[]): Track[] {
  const groups = Map.groupBy(options, (option) => `${option.ladderKey}/${option.trackKey}`)
  return [...groups.values()].map((own) => ({
    key: own[0]?.trackKey ?? '',
    title: own[0]?.trackTitle ?? '',
    options: own,
    keysOf: labelReader(
      own.map((option) => ({
        key: option.levelKey,
        title: option.title,
        aliases: [...option.aliases, ...codes(option)],
      })),
    ),
  }))
}

function find(tracks: readonly Track[], sought: Sought): LevelReading {
  const { level, track } = sought
  if (level === '' && track === '') return { ok: true, value: null }
  if (level === '') return refused('level', 'A track without a level says nothing. Name the level.')
  if (tracks.length === 0) {
    return refused('level', 'No ladder is published yet. Publish one, or leave the level empty.')
  }
  const inTrack = track === '' ? yes(tracks) : tracksCalled(tracks, sought)
  if (!inTrack.ok) return refused('track', inTrack.message)
  return optionOf(sought, inTrack.value, tracks)
}

function tracksCalled(
  tracks: readonly Track[],
  { track, hint }: Sought,
): Reading<readonly Track[]> {
  const wanted = track.toLowerCase()
  const found = tracks.filter(
    ({ key, title }) => key.toLowerCase() === wanted || title.toLowerCase() === wanted,
  )
  if (found.length > 0) return yes(found)
  const names = [...new Set(tracks.flatMap(({ key, title }) => [title, key]))]
  return no(`There is no such track.${hint(track, names)}`)
}

function optionOf(
  { level, hint }: Sought,
  inTrack: readonly Track[],
  all: readonly Track[],
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
  const options = inTrack.flatMap((track) => track.options)
  const names = options.flatMap((option) => [option.title, ...codes(option), option.levelKey])
  return refused('level', `There is no such level.${hint(level, names)}`)
}

/** Exact within one ladder and track; a label that means several levels of one track means none. */
function labelled(level: string, tracks: readonly Track[]): LevelOption[] {
  return tracks.flatMap(({ options, keysOf }) => {
    const keys = keysOf(level)
    return keys.length === 1 ? options.filter((option) => option.levelKey === keys[0]) : []
  })
}

function codes({ code }: LevelOption): string[] {
  return code ? [code] : []
}

function refused(field: 'level' | 'track', message: string): LevelReading {
  return { ok: false, field, message }
}
