import { shownLines } from './files'

export type SourceLine = { number: number; text: string }

/** A part of a file around a line, lines counted from 1; `isWhole` where nothing is left out. */
export type SourceWindow = {
  file: number
  name: string
  total: number
  lines: SourceLine[]
  isWhole: boolean
  /** Lines to look at next, where there are any. */
  earlier: number | null
  later: number | null
}

const WHOLE = 500
const BEFORE = 60
const AFTER = 240
const LONGEST = 600

/** The lines of a file that a page shows; long lines are cut. */
export function sourceWindow(
  { name, bytes }: { name: string; bytes: Uint8Array },
  { file, line }: { file: number; line: number },
): SourceWindow {
  const all = shownLines(bytes)
  const total = all.length
  const isWhole = total <= WHOLE
  const at = Math.min(line, total)
  const first = isWhole ? 1 : Math.max(1, at - BEFORE)
  const last = isWhole ? total : Math.min(total, at + AFTER)
  return {
    ...{ file, name, total, isWhole },
    lines: all.slice(first - 1, last).map((text, index) => ({
      number: first + index,
      text: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text,
    })),
    earlier: first > 1 ? Math.max(1, first - AFTER) : null,
    later: last < total ? last + BEFORE : null,
  }
}
