import type { Item, LadderDocument } from '../../format/document'
import { append } from '../structure/append'

/** Makes one indicator of each level and category, with the words of its items as examples. */
export function rateAtCategory(document: LadderDocument, mintKey: () => string): void {
  const areas = new Map(document.categories.map((category) => [category.key, category]))
  const groups = new Map<string, Item>()
  const items: Item[] = []
  for (const item of document.items) {
    const category = areas.get(item.category)
    const isRated = item.kind === 'expectation' || item.kind === 'indicator'
    if (!isRated || category?.kind !== 'competency') {
      items.push(item)
      continue
    }
    const words = item.label === null ? item.text : `${item.label}: ${item.text}`
    const name = `${item.category} ${item.levels.join(' ')}`
    const group = groups.get(name)
    if (group) {
      group.examples.push(words, ...item.examples)
      append(group.antiExamples, item.antiExamples)
      continue
    }
    const made: Item = {
      ...item,
      key: mintKey(),
      kind: 'indicator',
      text: category.title,
      label: null,
      scored: true,
      weight: null,
      examples: [words, ...item.examples],
    }
    groups.set(name, made)
    items.push(made)
  }
  document.items = items
}
