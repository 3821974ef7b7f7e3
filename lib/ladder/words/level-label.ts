export type LabelledLevel = { key: string; title: string; aliases: readonly string[] }

/**
 * The levels that a label such as "Director", "VP/CTO" or "em" means; empty when it means none.
 * Exact names win over looser ones, so that "Engineering Manager" is never "Senior Engineering Manager".
 */
export function levelsOfLabel(label: string, levels: readonly LabelledLevel[]): string[] {
  return labelReader(levels)(label)
}

/** The same for many labels of the same levels: what these are called is looked at once. */
export function labelReader(levels: readonly LabelledLevel[]): (label: string) => string[] {
  // Each kind of name only once a label has none of a stricter kind: the last compares all with all.
  const known = new Map<Names, KeysByName>()
  const keysOf = (names: Names) => {
    const keys = known.get(names) ?? keysByName(names, levels)
    known.set(names, keys)
    return keys
  }
  return (label) => {
    const whole = levelOfLabel(label, keysOf)
    if (whole) return [whole]
    const parts = label.split('/').map((part) => part.trim())
    if (parts.length < 2) return []
    const keys = parts.map((part) => levelOfLabel(part, keysOf))
    return keys.every((key) => key !== null) ? keys : []
  }
}

type KeysByName = ReadonlyMap<string, readonly string[]>

function levelOfLabel(label: string, keysOf: (names: Names) => KeysByName): string | null {
  const wanted = normalised(label)
  for (const names of NAMES) {
    const [key, another] = keysOf(names).get(wanted) ?? []
    if (key !== undefined && another === undefined) return key
  }
  return null
}

function keysByName(names: Names, levels: readonly LabelledLevel[]): KeysByName {
  const keys = new Map<string, string[]>()
  for (const level of levels) {
    for (const name of new Set(names(level, levels).map(normalised))) {
      keys.set(name, [...(keys.get(name) ?? []), level.key])
    }
  }
  return keys
}

type Names = (level: LabelledLevel, levels: readonly LabelledLevel[]) => string[]

const NAMES: readonly Names[] = [
  (level) => [level.key],
  (level) => [level.title, ...level.aliases],
  (level) => [level.title.replace(/\s*\([^)]*\)/g, '')],
  (level) => [...level.title.matchAll(/\(([^)]*)\)/g)].map((match) => match[1] ?? ''),
  (level) => [level.title.split(' of ')[0] ?? ''],
  (level, levels) => [withoutCommonWords(level.title, levels)],
]

function withoutCommonWords(title: string, levels: readonly LabelledLevel[]): string {
  const others = levels.map((level) => new Set(words(level.title)))
  const isCommon = (word: string) => others.every((other) => other.has(word))
  return words(title)
    .filter((word) => !isCommon(word))
    .join(' ')
}

function words(text: string): string[] {
  return normalised(text).split(' ')
}

function normalised(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim()
}
