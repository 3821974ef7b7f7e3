import type { Cell, Spot } from './blocks'

const MARKER = /^(?:[-*+•·▪●◦‣–—]|\d{1,2}[.)])\s+/u
const EMPTY = /^[-–—\s]*$/u

/**
 * The pieces of a cell whose lines are given: each line one, unless bullets show that the lines
 * between them are wrapped. Lines of nothing but dashes are empty.
 */
export function piecesOf(lines: readonly { text: string; at: Spot }[]): Cell['pieces'] {
  const written = lines.flatMap(({ text, at }) =>
    inlineBullets(text.replace(/&nbsp;|\u00a0/g, ' ').trim()).map((part) => ({ text: part, at })),
  )
  const filled = written.filter(({ text }) => !EMPTY.test(text))
  const hasBullets = filled.some(({ text }) => MARKER.test(text))
  const pieces: Cell['pieces'] = []
  for (const { text, at } of filled) {
    const isBullet = MARKER.test(text)
    const last = pieces.at(-1)
    if (hasBullets && !isBullet && last?.isBullet) last.text = `${last.text} ${text}`
    else pieces.push({ text: text.replace(MARKER, '').trim(), isBullet, at })
  }
  return pieces.filter(({ text }) => text !== '')
}

function inlineBullets(text: string): string[] {
  if (!text.startsWith('•')) return [text]
  return text
    .split(/\s+(?=•\s)/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
