import type { LadderDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { SMALL_LADDER } from '../small-ladder'

const WORDS =
  'plans reviews teams services incidents partners roadmap quality mentors delivery clear early often across whole complex growth feedback design goals'.split(
    ' ',
  )

/** A ladder of many items over ten levels; with `every`, each n-th text has other words in it. */
export function largeLadder(count: number, { every = 0 } = {}): LadderDocument {
  const { document } = readLadder(SMALL_LADDER)
  if (!document) throw new Error('Unreadable')
  const [level, item] = [document.levels[0], document.items[0]]
  if (!level || !item) throw new Error('Too small')
  const levels = Array.from({ length: 10 }, (_, i) => ({ ...level, key: `level-${i}`, facts: [] }))
  const items = Array.from({ length: count }, (_, i) => {
    const words = Array.from(
      { length: 14 },
      (_, w) => WORDS[(i * 7 + w * (1 + (i % 5))) % WORDS.length],
    )
    if (every > 0 && i % every === 0) words.splice(i % 9, 3, 'another', `phrase${i}`)
    const text = `${words.join(' ')} in area ${i}`
    return { ...item, key: `item-${i}`, levels: [`level-${i % 10}`], category: 'craft', text }
  })
  return { ...document, levels, items, targets: [], transitions: [] }
}
