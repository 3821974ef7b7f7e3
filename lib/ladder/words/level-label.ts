export type LabelledLevel = { key: string; title: string; aliases: readonly string[] }

/**
 * The levels that a label such as "Director", "VP/CTO" or "em" means; empty when it means none.
 * Exact names win over looser ones, so that "Engineering Manager" is never "Senior Engineering Manager".
 */
export function levelsOfLabel(label: string, levels: readonly LabelledLevel[]): string[] {
  const whole = levelOfLabel(label, levels)
  if (whole) return [whole]
  const parts = label.split('/').map((part) => part.trim())
  if (parts.length < 2) return []
  const keys = parts.map((part) => levelOfLabel(part, levels))
  return keys.every((key) => key !== null) ? keys : []
}

function levelOfLabel(label: string, levels: readonly LabelledLevel[]): string | null {
  const wanted = normalised(label)
  for (const names of NAMES) {
    const found = levels.filter((level) => names(level, levels).map(normalised).includes(wanted))
    if (found.length === 1) return found[0]?.key ?? null
  }
  return null
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
