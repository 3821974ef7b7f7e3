import type { LadderDocument } from '../format/document'
import type { Checking } from './document'

const LONGEST = 4_000
const LONG = 500
const PLACEHOLDER =
  /^(?:tb[ad]|to ?do|n\/?a|none|\?+|\.{2,}|…|-+|coming soon|to be (?:defined|decided|written)|(?:currently )?not (?:yet )?defined|see [a-z]{1,3}[-\s]?\d+|same as .{1,40})[.!]?$/i
const FILLER = /\b(?:TBD|TODO|FIXME)\b|\blorem ipsum\b/

/** E011 for what is too long, W309, W310, W311. */
export function checkItemTexts({ items }: LadderDocument, { places, report }: Checking): void {
  for (const item of items) {
    const place = places.of('item', item.key)
    const texts = [item.text, ...item.examples, ...item.antiExamples]
    if (texts.some((text) => text.length > LONGEST)) {
      report('E011', place, `An item has at most ${LONGEST} characters.`)
    }
    if (isPlaceholder(item.text)) report('W309', place, `"${item.text}" looks like a placeholder.`)
    if (isSeveral(item.text)) report('W310', place, 'This is long; is it several items?')
    const fault = texts.map(unbalanced).find((found) => found !== null)
    if (fault) report('W311', place, `${fault} is opened and never closed.`)
  }
}

export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text.trim()) || FILLER.test(text)
}

function isSeveral(text: string): boolean {
  const semicolons = text.split(';').length - 1
  const isNumbered = /(?:^|\s)1[.)]\s/.test(text) && /\s2[.)]\s/.test(text)
  return text.length > LONG || semicolons >= 3 || isNumbered
}

function unbalanced(text: string): string | null {
  if (isOdd(text, /`+/g)) return 'Code (`)'
  const words = text.replace(/(`+)[\s\S]*?\1/g, '')
  if (isOdd(words, /\*\*/g)) return 'Bold (**)'
  if (isOdd(words.replace(/\d"/g, ''), /"/g)) return 'A quotation (")'
  const opened = words.split('“').length
  return opened === words.split('”').length ? null : 'A quotation (“)'
}

function isOdd(text: string, pattern: RegExp): boolean {
  return (text.match(pattern)?.length ?? 0) % 2 === 1
}
