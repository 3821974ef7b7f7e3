export type CsvRow = readonly (string | null)[]

// What a spreadsheet would run at the start of a cell, also after spaces and in full width.
const FORMULA = /^[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n\0]/

/**
 * A line of CSV, every cell in quotes. A cell that a spreadsheet would run, or that begins with an
 * apostrophe, gets one more in front, so that taking one away gives what was there.
 */
export function csvLine(row: CsvRow): string {
  return `${row.map(cell).join(',')}\r\n`
}

/** What a cell said before `csvLine` wrote it; any other text is what it is. */
export function plainCell(text: string): string {
  const rest = text.slice(1)
  return text.startsWith("'") && needsApostrophe(rest) ? rest : text
}

function cell(value: string | null): string {
  const text = value ?? ''
  const harmless = needsApostrophe(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}

function needsApostrophe(text: string): boolean {
  return FORMULA.test(text) || text.startsWith("'")
}
