import type { FieldName } from './columns'

/** What is wrong in a file and where; rows and columns count from 1, as a spreadsheet shows them. */
export type Problem = {
  row: number
  column: number | null
  header: string | null
  cell: string
  message: string
}

export type FileColumn = { field: FieldName; number: number; header: string }

const SHOWN_CHARACTERS = 120

/** A problem of one cell; the text of the cell is shortened so that it can be shown. */
export function cellProblem(
  at: { row: number; column: FileColumn | undefined; cell: string },
  message: string,
): Problem {
  return {
    row: at.row,
    column: at.column?.number ?? null,
    header: at.column?.header ?? null,
    cell: shortened(at.cell),
    message,
  }
}

/** A problem of a whole row, or of the whole file when the row is 1. */
export function rowProblem(row: number, message: string): Problem {
  return { row, column: null, header: null, cell: '', message }
}

export function byPlace(a: Problem, b: Problem): number {
  return a.row - b.row || (a.column ?? 0) - (b.column ?? 0)
}

function shortened(text: string): string {
  const visible = text.replace(/\p{Cc}/gu, '\u{fffd}').toWellFormed()
  return visible.length > SHOWN_CHARACTERS ? `${visible.slice(0, SHOWN_CHARACTERS)}…` : visible
}
