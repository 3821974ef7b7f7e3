import type { Draft, EntityName } from '@/lib/ladder/editing/draft'
import type { Conflict, Edit } from '@/lib/ladder/editing/edit'

const NAMES: Record<EntityName | 'scale' | 'point', string> = {
  head: 'the ladder',
  track: 'a track',
  level: 'a level',
  category: 'a category',
  item: 'an item',
  transition: 'a transition',
  target: 'a target',
  scale: 'a scale',
  point: 'a point of a scale',
}
const VERBS = { add: 'added', remove: 'removed', set: 'changed' }
const LONGEST = 60

/** What a change did, for a live region: "changed an item", "removed a level and 3 more". */
export function inWords(edits: readonly Edit[]): string {
  const main = edits.find(({ op }) => op !== 'set') ?? edits.at(-1)
  if (!main) return 'nothing'
  const rest = edits.length - 1
  return `${VERBS[main.op]} ${NAMES[main.entity]}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** Why a change did not fit, in a sentence. */
export function whyNot(conflict: Conflict): string {
  switch (conflict.reason) {
    case 'changed':
      return 'Somebody changed this meanwhile. Both are kept; choose one.'
    case 'gone':
      return 'Somebody removed this meanwhile.'
    case 'exists':
      return 'This is there already.'
    case 'missing':
      return `It belongs to ${NAMES[conflict.of.entity]} that is not there any more.`
    case 'used':
      return `It is still used by ${NAMES[conflict.by.entity]}.`
    case 'taken':
      return 'Another level was put into the same place meanwhile.'
    default:
      return conflict.message
  }
}

export function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text
}

/** The name of a place as it is announced: "Craft at Senior Engineer". */
export function placeInWords(
  draft: Draft,
  { category, level, at }: { category: string; level: string | null; at: string | null },
): string {
  const row = draft.category.get(category)?.title ?? category
  const column = level === null ? at : (draft.level.get(level)?.title ?? level)
  return `${row} at ${column}`
}

/** A value of a field, for setting two of them side by side. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value))
    return value.length === 0 ? 'nothing' : value.map(lineInWords).join('\n')
  return String(value)
}

function lineInWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.values(value)
    .filter((part) => part !== null && part !== '' && part !== false)
    .join(' · ')
}
