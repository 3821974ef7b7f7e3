import { Email } from '@/lib/email'

/** What a cell says, or a sentence on why it cannot be taken. */
export type Reading<Value> = { ok: true; value: Value } | { ok: false; message: string }

export type Employment = 'EMPLOYEE' | 'CONTRACTOR'

const MAX_NAME = 120
const FIRST_YEAR = 1950
const LAST_YEAR = 2100

// Direction overrides make one text look like another; the rest cannot be stored or shown.
const UNREADABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u

/** The text in one normal form: composed letters, single spaces, none at the ends. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\ufeff/g, '')
    .replace(/[\p{Zs}]+/gu, ' ')
    .trim()
}

/** A line of text such as a name; formulas stay the text they are. Empty where nothing is written. */
export function readText(cell: string, what: string): Reading<string> {
  const value = tidy(cell)
  if (/[\r\n]/.test(value)) return no(`A ${what} stands on one line.`)
  if (UNREADABLE.test(value)) return no('There is an invisible control character in this cell.')
  if (value.includes('\ufffd')) {
    return no('Some characters could not be read. Save the file as CSV (UTF-8).')
  }
  if (value.length > MAX_NAME) return no(`A ${what} has at most ${MAX_NAME} characters.`)
  return yes(value)
}

export function readEmail(cell: string): Reading<string> {
  if (UNREADABLE.test(cell.trim())) {
    return no('There is an invisible control character in this cell.')
  }
  const result = Email.safeParse(tidy(cell))
  if (result.success) return yes(result.data)
  return no(result.error.issues[0]?.message ?? 'Write one e-mail address.')
}

/** A day as 2024-03-12 that the calendar has; null where nothing is written. */
export function readDay(cell: string): Reading<string | null> {
  const text = tidy(cell)
  if (text === '') return yes(null)
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return no('Write the date as year-month-day, such as 2024-03-12.')
  const [, year = '', month = '', day = ''] = match
  const date = new Date(`${text}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) {
    return no(`There is no day ${Number(day)} in month ${Number(month)} of ${Number(year)}.`)
  }
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) {
    return no(`Write a date between ${FIRST_YEAR} and ${LAST_YEAR}.`)
  }
  return yes(text)
}

const EMPLOYMENTS: ReadonlyMap<string, Employment> = new Map([
  ['', 'EMPLOYEE'],
  ['employee', 'EMPLOYEE'],
  ['contractor', 'CONTRACTOR'],
])

export function readEmployment(cell: string): Reading<Employment> {
  const employment = EMPLOYMENTS.get(tidy(cell).toLowerCase())
  return employment ? yes(employment) : no('Write employee or contractor.')
}

export function yes<Value>(value: Value): Reading<Value> {
  return { ok: true, value }
}

export function no(message: string): { ok: false; message: string } {
  return { ok: false, message }
}
