import 'server-only'
import { type Item, type LadderDocument, ratingScale } from '../../../document'
import { inlineRuns, type Run } from '../runs'
import type { Sheet } from '../sheet'

const KINDS = {
  expectation: '',
  indicator: '',
  'anti-pattern': 'not this',
  prerequisite: 'required first',
  note: 'note',
} as const

/** An item as a bullet, with what belongs to it below in smaller type. */
export function drawItem(sheet: Sheet, item: Item, ladder: LadderDocument): void {
  sheet.bullet(itemRuns(item))
  const small = { size: 9, isSoft: true, indent: 14 }
  for (const text of item.examples) sheet.bullet(`For example: ${text}`, { ...small, mark: '+' })
  for (const text of item.antiExamples) sheet.bullet(`Not: ${text}`, { ...small, mark: '−' })
  const points = ratingScale(ladder)?.points ?? []
  for (const { point, text } of item.anchors) {
    const title = points.find(({ code }) => code === point)?.title
    sheet.bullet(`${title ?? point}: ${text}`, { ...small, mark: point })
  }
  for (const { label, url } of item.links) {
    sheet.bullet([{ text: `${label}: ${url}`, isBold: false }], { ...small, mark: '→' })
  }
}

function itemRuns(item: Item): Run[] {
  const label: Run[] = item.label ? [{ text: `${item.label}: `, isBold: true }] : []
  const notes = [
    KINDS[item.kind],
    item.scored && item.kind !== 'indicator' ? 'rated' : '',
    !item.scored && item.kind === 'indicator' ? 'not rated' : '',
    item.critical ? 'must be met' : '',
    item.weight === null ? '' : `weight ${item.weight}`,
    item.target === null ? '' : `met at ${item.target}`,
  ].filter((note) => note !== '')
  const tail: Run[] = notes.length > 0 ? [{ text: ` (${notes.join(', ')})`, isBold: false }] : []
  return [...label, ...inlineRuns(item.text), ...tail]
}
