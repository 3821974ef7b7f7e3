import type { DiffLine } from '@/lib/ladder/diff/sections'

const WORDS: [change: DiffLine['change'], word: string][] = [
  ['added', 'added'],
  ['removed', 'removed'],
  ['changed', 'changed'],
  ['moved', 'moved'],
  ['reordered', 'in another order'],
]

/** "3 added, 1 moved." or that nothing is different. */
export function countsText(counts: Record<DiffLine['change'], number>): string {
  const parts = WORDS.filter(([change]) => counts[change] > 0).map(
    ([change, word]) => `${counts[change].toLocaleString('en')} ${word}`,
  )
  return parts.length === 0 ? 'Nothing is different.' : `${parts.join(', ')}.`
}
