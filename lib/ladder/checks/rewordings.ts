import { isEditorial } from '../diff/change-class'
import type { ChangeClass, LadderDocument } from '../format/document'
import type { PublishedFacts } from './against-published'
import type { Checking } from './document'

type Texts = PublishedFacts['texts']

/**
 * The document with the class of each change against the published texts: editorial by itself,
 * else what was chosen or the file says. A class left from an earlier change is taken off.
 */
export function withChangeClasses(
  document: LadderDocument,
  texts: Texts,
  chosen: Readonly<Record<string, ChangeClass>> = {},
): LadderDocument {
  const items = document.items.map((item) => {
    const before = texts.get(item.key)
    if (before === undefined || before === item.text) return { ...item, change: null }
    const stated = Object.hasOwn(chosen, item.key) ? (chosen[item.key] ?? null) : item.change
    return { ...item, change: isEditorial(before, item.text) ? ('editorial' as const) : stated }
  })
  return { ...document, items }
}

/** E507: whether trend lines go on after a rewording is for the author to say. */
export function checkRewordings(
  { items }: LadderDocument,
  texts: Texts,
  { places, report }: Checking,
): void {
  for (const { key, text, change } of items) {
    const before = texts.get(key)
    if (before === undefined || before === text || isEditorial(before, text)) continue
    if (change === 'clarified' || change === 'material') continue
    const choice = 'change=clarified keeps its history, change=material begins a new one'
    report('E507', places.of('item', key), `"${key}" was reworded. Say which: ${choice}.`)
  }
}
