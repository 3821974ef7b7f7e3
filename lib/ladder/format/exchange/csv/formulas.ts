// What a spreadsheet would run when it stands at the start of a cell, also in full width.
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/
const HIDDEN = /^'+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

/** Whether a spreadsheet would take the cell for a formula; numbers are harmless. */
export function isFormula(text: string): boolean {
  return FORMULA.test(text) && !NUMBER.test(text)
}

/** The text behind an apostrophe when a spreadsheet would run it. */
export function withoutFormula(text: string): string {
  return isFormula(text) || HIDDEN.test(text) ? `'${text}` : text
}

/** What `withoutFormula` was given. */
export function withFormula(text: string): string {
  return HIDDEN.test(text) ? text.slice(1) : text
}
