import type { Report } from './messages'

export const MAX_BYTES = 5 * 1024 * 1024
export const MAX_LINE = 10_000

// Controls but tab and line feed, line separators, and what embeds, overrides or isolates direction.
const HARMFUL = [
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0x2028, 0x202e],
  [0x2066, 0x2069],
] as const
const MOJIBAKE = /â(?:€|†|„|\u0080)|Ã[\u0080-\u00bf]|Â[\u0080-\u00bf]|ï¿½|\ufffd/u

/**
 * The lines of a file in UTF-8, or null when it cannot be read at all. Formats that put whole texts
 * on a line have no longest line.
 */
export function readSource(
  source: Uint8Array | string,
  report: Report,
  { longestLine = MAX_LINE } = {},
): string[] | null {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  if (bytes.length > MAX_BYTES) {
    report('E011', START, `The file has ${bytes.length} bytes; at most ${MAX_BYTES} are read.`)
    return null
  }
  const text = decode(bytes, report)
  if (text === null) return null
  const lines = text.split('\n')
  if (lines.some((line) => line.endsWith('\r'))) {
    report('W003', { line: lines.findIndex((line) => line.endsWith('\r')) + 1, column: 1 }, CRLF)
  }
  const clean = lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  clean.forEach((line, index) => {
    checkLine(line, { number: index + 1, longestLine, report })
  })
  return clean
}

/** The position of the first character that is invisible or reorders the text, or -1. */
export function harmfulCharacter(text: string): number {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code >= 0x20 && code < 0x7f) continue
    if (HARMFUL.some(([first, last]) => code >= first && code <= last) && code !== 0x0a)
      return index
  }
  return -1
}

export const START = { line: 1, column: 1 }
const CRLF = 'Line ends were CR LF and are read as LF.'

function decode(bytes: Uint8Array, report: Report): string | null {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    const text = decoder.decode(bytes)
    if (!text.startsWith('\ufeff')) return text
    report('W002', START, 'The byte order mark at the start was removed.')
    return text.slice(1)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    report('E001', firstBadByte(bytes), 'This byte is not UTF-8. Save the file as UTF-8.')
    return null
  }
}

function firstBadByte(bytes: Uint8Array) {
  let line = 1
  let start = 0
  for (let index = 0; index <= bytes.length; index++) {
    if (index < bytes.length && bytes[index] !== 10) continue
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, index))
    const column = text.indexOf('\ufffd')
    if (column !== -1) return { line, column: column + 1 }
    line += 1
    start = index + 1
  }
  return START
}

type LineCheck = { number: number; longestLine: number; report: Report }

function checkLine(line: string, { number, longestLine, report }: LineCheck) {
  const harmful = harmfulCharacter(line)
  if (harmful !== -1) {
    const code = line.codePointAt(harmful)?.toString(16).toUpperCase().padStart(4, '0')
    report('E323', { line: number, column: harmful + 1 }, `Control character U+${code} is refused.`)
  }
  const mojibake = line.search(MOJIBAKE)
  if (mojibake !== -1) {
    const place = { line: number, column: mojibake + 1 }
    report('W322', place, 'This looks like text in the wrong encoding (mojibake).')
  }
  if (line.length > longestLine) {
    report(
      'E011',
      { line: number, column: longestLine + 1 },
      `A line has more than ${longestLine} characters.`,
    )
  }
}
