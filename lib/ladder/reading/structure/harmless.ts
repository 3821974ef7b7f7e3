import { unsafeMarkdown } from '../../checks/markdown'
import type { MessageCode } from '../../format/messages'
import type { Spot } from './blocks'

/** Reports by spot; what a whole reading shares. */
export type SpotReport = (code: MessageCode, at: Spot, message: string) => void

const ACTIVE =
  /^<\/?(?:script|style|iframe|object|embed|svg|math|link|meta|base|form|video|audio|input|button|template|textarea)\b|\son[a-z]+\s*=/i
const SWALLOWED = /^<(script|style|template|textarea)\b/i
const LINK =
  /<a\s[^<>]{0,200}href="(https?:\/\/[^"<>\s()]{1,2000})"[^<>]{0,200}>([^<>[\]]{0,1000})<\/a>/gi
const PASSES = 4
// Longer than any item may be; what hides in more than this is not looked for but made inert.
const LONGEST = 20_000

/**
 * Markdown without HTML that does or loads anything, and without links that run something (E320).
 * Tags that only lay out are taken off without a word; relative links stay (W321).
 */
export function harmless(text: string, at: Spot, report: SpotReport): string {
  if (!/[<\]]/.test(text)) return text
  if (text.length > LONGEST) return escaped(text)
  let clean = withoutComments(text)
    .replace(LINK, '[$2]($1)')
    .replace(/<br\s*\/?>/gi, '\n')
  for (let pass = 0; pass < PASSES; pass++) {
    const findings = unsafeMarkdown(clean)
    if (pass === 0) reportAll(findings, { text: clean, at, report })
    const refused = findings.filter((finding) => finding.code === 'E320')
    if (refused.length === 0) return clean
    clean = withoutRefused(clean, new Set(refused.map((finding) => finding.index)))
  }
  return escaped(clean)
}

function escaped(text: string): string {
  return text.replace(/\\*[<\]]/g, (mark) => (mark.length % 2 === 0 ? mark : `\\${mark}`))
}

function withoutComments(text: string): string {
  let clean = ''
  let from = 0
  for (let open = text.indexOf('<!--'); open !== -1; open = text.indexOf('<!--', from)) {
    const close = text.indexOf('-->', open + 4)
    if (close === -1) break
    clean += text.slice(from, open)
    from = close + 3
  }
  return clean + text.slice(from)
}

type Reporting = { text: string; at: Spot; report: SpotReport }

function reportAll(
  findings: ReturnType<typeof unsafeMarkdown>,
  { text, at, report }: Reporting,
): void {
  for (const { index, code, message } of findings) {
    const tag = tagAt(text, index)
    if (tag !== null && (!ACTIVE.test(tag) || tag.startsWith('</'))) continue
    const line = at.line + text.slice(0, index).split('\n').length - 1
    const sentence = code === 'E320' ? `${message}. It is taken out.` : message
    report(code, { ...at, line }, sentence)
  }
}

function withoutRefused(text: string, refused: Set<number>): string {
  let clean = ''
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? ''
    if (!refused.has(index)) clean += char
    else if (char === '<') {
      const tag = tagAt(text, index)
      if (tag === null) clean += '\\<'
      else index += swallowed(text, index, tag) - 1
    } else {
      const opening = openingOf(clean)
      const target = /^\]\(\s*<?[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*>?[^()\n]*\)/.exec(
        text.slice(index),
      )
      if (opening === -1 || !target) clean += '\\]'
      else {
        clean = clean.slice(0, opening) + clean.slice(opening + 1)
        index += target[0].length - 1
      }
    }
  }
  return clean
}

function tagAt(text: string, index: number): string | null {
  if (text[index] !== '<') return null
  const end = text.indexOf('>', index)
  const next = text.indexOf('<', index + 1)
  if (end === -1 || (next !== -1 && next < end)) return null
  const tag = text.slice(index, end + 1)
  return /^<\/?[a-z][^\s:>]*(?:[\s/]|>)|^<[!?]/i.test(tag) ? tag : null
}

function swallowed(text: string, index: number, tag: string): number {
  const name = SWALLOWED.exec(tag)?.[1]
  if (name === undefined) return tag.length
  const close = new RegExp(`</${name}\\s*>`, 'i').exec(text.slice(index))
  return close ? close.index + close[0].length : tag.length
}

function openingOf(text: string): number {
  let depth = 0
  for (let index = text.length - 1; index >= 0; index--) {
    if (text[index - 1] === '\\') continue
    if (text[index] === ']') depth += 1
    if (text[index] === '[' && depth-- === 0) return index
  }
  return -1
}
