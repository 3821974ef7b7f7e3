import { type OutlineItem, type OutlineNode, plainItem } from '../outline'
import { append } from '../structure/append'
import { type Block, type Cell, type ListItem, markdownOf, type Spot } from '../structure/blocks'
import { leadIn } from '../structure/titles'
import type { Shaping } from './shaping'

const PREFIX = /^(eg|e\.g\.|example|not|avoid)\s*:\s*(\S[\s\S]*)$/i
const TAIL =
  /(?:^|\s)(?:\*\*|_)?(?:Examples?|For example|E\.g\.)(?:\*\*|_)?\s*:\s*(?:\*\*)?\s*(\S[\s\S]*)$/

/** A bullet as items: one, or those within it when it has no words of its own. */
export function itemNodes(item: ListItem, shaping: Shaping): OutlineNode[] {
  if (item.text === '') {
    const inner = item.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []))
    const rest = item.blocks.filter((block) => block.kind !== 'list')
    return [
      ...inner.flatMap((nested) => itemNodes(nested, shaping)),
      ...(rest.length === 0 ? [] : [shaping.node('prose', item.at, { text: markdownOf(rest) })]),
    ]
  }
  const given = plainItem()
  const extra: Block[] = []
  for (const block of item.blocks) {
    if (block.kind === 'list') addExamples(given, block.items, shaping)
    else if (block.kind === 'details') append(given.examples, foldedExamples(block))
    else extra.push(block)
  }
  const text = [item.text, markdownOf(extra)].filter((part) => part !== '').join('\n\n')
  return [itemNode(text, item.at, { shaping, given })]
}

/** An item of these words; a bold lead-in becomes its label, "Examples: …" at its end its examples. */
export function itemNode(
  words: string,
  at: Spot,
  { shaping, given = plainItem() }: { shaping: Shaping; given?: OutlineItem },
): OutlineNode {
  const lead = given.label === null ? leadIn(words) : null
  const hasLabel = lead !== null && lead.rest !== '' && lead.title !== ''
  const body = hasLabel ? lead.rest : words
  const tail = TAIL.exec(body)
  const main = tail ? body.slice(0, tail.index).trim() : body
  const hasTail = tail !== null && main !== ''
  const told = hasTail ? examplesIn(tail[1] ?? '') : []
  const item = {
    ...given,
    label: hasLabel ? lead.title : given.label,
    examples: [...told, ...given.examples],
  }
  return shaping.node('item', at, { text: hasTail ? main : body, item })
}

/** The items of a cell, each piece one. */
export function cellItems({ pieces }: Cell, shaping: Shaping): OutlineNode[] {
  return pieces.map(({ text, at }) => itemNode(text, at, { shaping }))
}

function examplesIn(text: string): string[] {
  const parts = text.split(/;\s+/).map((part) => part.trim())
  return parts.filter((part) => part !== '')
}

function addExamples(given: OutlineItem, items: readonly ListItem[], shaping: Shaping) {
  for (const { text, at, blocks } of items) {
    const match = PREFIX.exec(text)
    const isAgainst = /^(?:not|avoid)$/i.test(match?.[1] ?? '')
    const words = match?.[2] ?? text
    const rest = markdownOf(blocks.filter((block) => block.kind !== 'list'))
    const whole = [words, rest].filter((part) => part !== '').join('\n\n')
    if (isAgainst) given.antiExamples.push(whole)
    else if (whole !== '') given.examples.push(whole)
    if (!match && text !== '') {
      shaping.report('W312', at, 'No prefix (eg:, not:); this bullet is kept as an example.')
    }
    for (const block of blocks) if (block.kind === 'list') addExamples(given, block.items, shaping)
  }
}

/** What is folded away, as examples: each bullet one, the words beside them another. */
export function foldedExamples({ summary, blocks }: Extract<Block, { kind: 'details' }>): string[] {
  const items = blocks.flatMap((block) => (block.kind === 'list' ? block.items : []))
  const rest = markdownOf(blocks.filter((block) => block.kind !== 'list'))
  const said = [/^examples?$/i.test(summary) ? '' : summary, rest].filter((part) => part !== '')
  const texts = items.map(({ text, blocks: inner }) =>
    [text, markdownOf(inner)].filter((part) => part !== '').join('\n\n'),
  )
  return [said.join('\n\n'), ...texts].filter((text) => text !== '')
}
