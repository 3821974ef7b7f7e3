export type ScopeRange = { min: number; max: number | null; open: boolean; unit: string | null }

const MONTHS: Record<string, number> = {
  day: 12 / 365,
  week: 12 / 52,
  month: 1,
  quarter: 3,
  year: 12,
}

/**
 * Reads "5-8", "50-200+ engineers", "5+ year" or "1–2 years"; null when the text has no number or
 * more than one range, because then only the words can be trusted.
 */
export function parseScopeRange(text: string): ScopeRange | null {
  const found = [
    ...text.matchAll(/(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?(\s*\+)?\s*-?([a-z]+)?/gi),
  ]
  const [match] = found
  if (!match || found.length > 1) return null
  const min = Number(match[1])
  const open = match[3] !== undefined
  const upper = match[2] === undefined ? null : Number(match[2])
  return { min, max: upper ?? (open ? null : min), open, unit: match[4]?.toLowerCase() ?? null }
}

/** Months (12 per year) in an amount of a unit of time; null for other units. */
export function inMonths(amount: number, unit: string | null): number | null {
  const factor = MONTHS[singular(unit)]
  return factor === undefined ? null : amount * factor
}

/** Whether the number words of the text say the same range as the fact's own numbers. */
export function agreesWithText(fact: {
  min: number | null
  max: number | null
  open: boolean
  unit: string | null
  text: string
}): boolean {
  const said = parseScopeRange(fact.text)
  if (!said || (fact.min === null && fact.max === null)) return true
  const same = (ours: number | null, theirs: number | null) => {
    if (ours === null || theirs === null) return ours === theirs
    const left = inMonths(ours, fact.unit)
    const right = inMonths(theirs, said.unit)
    return left === null || right === null ? ours === theirs : Math.abs(left - right) < 0.01
  }
  return same(fact.min, said.min) && same(fact.max, said.max) && fact.open === said.open
}

function singular(unit: string | null): string {
  return (unit ?? '').toLowerCase().replace(/s$/, '')
}
