import type { SourceLine } from '../format/body/sections'
import type { MessageCode, Report } from '../format/messages'

type Finding = { index: number; code: MessageCode; message: string }

const TAG = /<(?:\/?[a-z][^<>]*>|!--|\?|![a-z[])/iy
const ACTIVE_OPENING =
  /<\/?(?:script|style|iframe|object|embed|svg|math|link|meta|base|form|img|video|audio|input|button|template|textarea)\b/iy
const PASSIVE =
  /^<(?:\/?(?:b|i|em|strong|code|kbd|sub|sup|u|s|small|mark|del|ins)|br ?\/?)>$|^<!--$/i
const AUTOLINK = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>/iy
const DESTINATION = /\](?:\(\s*|:[ \t]*)<?([^\s<>()]+)/y
const FENCE = /^ *(?:- +)?(`{3,}|~{3,})/

/** Reports raw HTML and unsafe or relative links (E320, W321) in Markdown; code is left alone. */
export function checkMarkdown(lines: readonly SourceLine[], report: Report): void {
  let paragraph: SourceLine[] = []
  let fence: string | null = null
  const flush = () => {
    reportParagraph(paragraph, report)
    paragraph = []
  }
  for (const line of lines) {
    const marker = FENCE.exec(line.text)?.[1] ?? null
    if (fence !== null) {
      if (marker?.startsWith(fence)) fence = null
      else if (/^# /.test(line.text)) fence = null
    } else if (marker !== null) {
      flush()
      fence = marker
    } else if (/^\s*(?:$|- |#)/.test(line.text)) {
      flush()
      paragraph.push(line)
    } else paragraph.push(line)
  }
  flush()
}

/** What is unsafe or relative in one paragraph of Markdown, by position in it. */
export function unsafeMarkdown(text: string): Finding[] {
  if (!/[<\]]/.test(text)) return []
  const { findings, hasHtml } = scan(text, true)
  // Between HTML tags backticks need not mean code, so nothing may hide behind them there.
  return hasHtml ? scan(text, false).findings : findings
}

function reportParagraph(lines: readonly SourceLine[], report: Report) {
  const text = lines.map((line) => line.text).join('\n')
  for (const { index, code, message } of unsafeMarkdown(text)) {
    const before = text.slice(0, index).split('\n')
    const line = (lines[0]?.number ?? 1) + before.length - 1
    report(code, { line, column: (before.at(-1)?.length ?? 0) + 1 }, message)
  }
}

function scan(text: string, skipsCode: boolean): { findings: Finding[]; hasHtml: boolean } {
  const findings: Finding[] = []
  const codeEnd = skipsCode ? codeSpans(text) : new Map<number, number>()
  let hasHtml = false
  for (let index = 0; index < text.length; index++) {
    const char = text[index]
    if (char === '\\') index += 1
    else if (char === '`') index = (codeEnd.get(index) ?? index + 1) - 1
    else if (char === '<') {
      const link = matchAt(AUTOLINK, text, index)?.[1]
      const tag = matchAt(TAG, text, index)?.[0] ?? matchAt(ACTIVE_OPENING, text, index)?.[0]
      if (link !== undefined) findings.push(...linkFindings(link, index))
      else if (tag !== undefined) {
        hasHtml = true
        if (!PASSIVE.test(tag)) findings.push({ index, code: 'E320', message: HTML(tag) })
      }
    } else if (char === ']') {
      const url = matchAt(DESTINATION, text, index)?.[1]
      if (url !== undefined) findings.push(...linkFindings(url, index))
    }
  }
  return { findings, hasHtml }
}

const HTML = (tag: string) => `HTML is not accepted here: ${tag.slice(0, 40)}`

function linkFindings(url: string, index: number): Finding[] {
  if (/^(?:https?:\/\/|mailto:|#)/i.test(url)) return []
  if (/^[a-z][a-z0-9+.-]*:/i.test(decodedEntities(url))) {
    return [{ index, code: 'E320', message: `Links of this kind are refused: ${url.slice(0, 40)}` }]
  }
  const message = `The link "${url.slice(0, 40)}" is relative and leads nowhere from here.`
  return [{ index, code: 'W321', message }]
}

function decodedEntities(url: string): string {
  return url
    .replace(/&#x([0-9a-f]{1,6});/gi, (_all, hex: string) => character(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (_all, digits: string) => character(Number(digits)))
    .replace(/&colon;/gi, ':')
    .replace(/&(?:tab|newline);|\s/gi, '')
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index
  return pattern.exec(text)
}

// A code span ends at the next run of as many backticks as it began with.
function codeSpans(text: string): Map<number, number> {
  const runs = [...text.matchAll(/`+/g)].map((run) => ({ at: run.index, length: run[0].length }))
  const next = new Map<number, number>()
  const ends = new Map<number, number>()
  for (const run of runs.toReversed()) {
    const close = next.get(run.length)
    ends.set(run.at, (close ?? run.at) + run.length)
    next.set(run.length, run.at)
  }
  return ends
}
