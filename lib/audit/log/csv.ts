export type AuditCsvRow = readonly (string | null)[]

// What a spreadsheet would run at the start of a cell, also after spaces and in full width.
const FORMULA = /^[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n\0]/

/**
 * A line of CSV, every cell in quotes. A cell that a spreadsheet would run, or that begins with an
 * apostrophe, gets one more in front, so that taking one away gives what was there.
 */
export function csvLine(row: AuditCsvRow): string {
  return `${row.map(cell).join(',')}\r\n`
}

function cell(value: string | null): string {
  const text = value ?? ''
  const harmless = FORMULA.test(text) || text.startsWith("'") ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
