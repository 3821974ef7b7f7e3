import type { LadderDocument, Level } from '../format/document'
import { didYouMean } from '../words/suggestion'
import type { Checking } from './document'

/** E106, E304, E409, E410, W103, W105, W107. */
export function checkLevels(document: LadderDocument, checking: Checking): void {
  const { places, report } = checking
  const tracks = document.tracks.map((track) => track.key)
  for (const level of document.levels) {
    if (!tracks.includes(level.track)) {
      const place = places.of('level', `${level.key} track`)
      report('E106', place, `There is no track "${level.track}".${didYouMean(level.track, tracks)}`)
    }
    if (tracks.includes(level.key)) {
      report('E304', places.of('level', level.key), `The key "${level.key}" belongs to a track.`)
    }
  }
  checkEmpty(document, checking)
  for (const track of tracks) {
    const levels = document.levels.filter((level) => level.track === track)
    checkTwins(levels, checking)
  }
  checkExtends(document.levels, checking)
}

function checkEmpty(document: LadderDocument, { places, report }: Checking) {
  const { levels, items, targets, categories } = document
  const areas = new Set(categories.filter((c) => c.kind === 'growth-area').map((c) => c.key))
  const stated = items.filter((item) => !areas.has(item.category))
  const used = new Set([...stated.flatMap((item) => item.levels), ...targets.map((t) => t.level)])
  for (const { key, title } of levels) {
    if (used.has(key)) continue
    const place = places.has('section', key) ? places.of('section', key) : places.of('level', key)
    report('W103', place, `"${title}" is declared but has no items.`)
  }
}

function checkTwins(levels: Level[], { places, report }: Checking) {
  const titles = new Map<string, Level>()
  const bands = new Map<number, Level>()
  for (const level of levels) {
    if (titles.has(level.title)) {
      const place = places.of('level', `${level.key} title`)
      report('W105', place, `The title "${level.title}" stands twice in this track.`)
    }
    titles.set(level.title, level)
    if (level.band === null) continue
    const twin = bands.get(level.band)
    if (twin) {
      const place = places.of('level', `${level.key} band`)
      report('W107', place, `Band ${level.band} is also that of "${twin.key}" in this track.`)
    }
    bands.set(level.band, level)
  }
}

function checkExtends(levels: Level[], { places, report }: Checking) {
  const byKey = new Map(levels.map((level) => [level.key, level]))
  for (const level of levels) {
    const place = places.of('level', `${level.key} extends`)
    if (level.extends !== null && !byKey.has(level.extends)) {
      const hint = didYouMean(level.extends, [...byKey.keys()])
      report('E410', place, `"${level.key}" extends "${level.extends}", which is no level.${hint}`)
    }
    if (reaches(level.key, (key) => byKey.get(key)?.extends ?? null)) {
      report('E409', place, `"${level.key}" extends itself, directly or through others.`)
    }
  }
}

/** Whether following `next` from a key leads back to it. */
export function reaches(start: string, next: (key: string) => string | null): boolean {
  const seen = new Set<string>()
  for (let key = next(start); key !== null && !seen.has(key); key = next(key)) {
    if (key === start) return true
    seen.add(key)
  }
  return false
}
