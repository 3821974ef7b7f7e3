import { type AccessPackage, type Place, withTexts } from '../package/package'
import { type FoundIdentity, findIdentities, type Identity, isUnspaced, LETTER } from './identities'

export type Decision = 'KEEP' | 'BLACKEN' | 'LEAVE_OUT'

export type DecidedItem = {
  place: Place
  match: string
  decision: Decision
  /** Why the whole text is left out. */
  reason: string | null
}

const BLACK = '█████'
const STARTS_AS_WORD = new RegExp(`^${LETTER}`, 'v')
const ENDS_AS_WORD = new RegExp(`${LETTER}$`, 'v')

/**
 * The package as the person gets it: what is kept stays, what is blackened is hidden wherever it
 * stands in that text, and a text that is left out gives way to the reason.
 */
export function redact(whole: AccessPackage, items: readonly DecidedItem[]): AccessPackage {
  const byPlace = Map.groupBy(items, ({ place }) => place)
  return withTexts(whole, (text, place) => redactText(text, byPlace.get(place) ?? []))
}

/** Identities that stand in a redacted package although nobody decided to keep them. */
export function leftOver(
  redacted: AccessPackage,
  items: readonly DecidedItem[],
  others: readonly Identity[],
): FoundIdentity[] {
  const kept = new Set(
    items
      .filter(({ decision }) => decision === 'KEEP')
      .map(({ place, match }) => `${place} ${match}`),
  )
  const isReason = new Set(
    items.filter(({ decision }) => decision === 'LEAVE_OUT').map(({ place }) => place),
  )
  return findIdentities(redacted, others).filter(
    ({ place, match }) => !kept.has(`${place} ${match}`) && !isReason.has(place),
  )
}

function redactText(text: string, items: readonly DecidedItem[]): string {
  const leftOut = items.find(({ decision }) => decision === 'LEAVE_OUT')
  if (leftOut) return `[Left out: ${leftOut.reason ?? ''}]`
  if (items.length === 0) return text
  const decisions = new Map(items.map(({ match, decision }) => [match, decision]))
  // The longest first, so that a whole name is decided on before a part of it.
  const matches = [...decisions.keys()].sort((a, b) => b.length - a.length).map(bounded)
  const pattern = new RegExp(matches.join('|'), 'gv')
  return text.replace(pattern, (match) => (decisions.get(match) === 'BLACKEN' ? BLACK : match))
}

// A letter at the edge of a match ends its word there. An address may begin with a sign, and then
// stands right after another one.
function bounded(match: string): string {
  const plain = match.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  if (isUnspaced(match)) return plain
  const before = STARTS_AS_WORD.test(match) ? `(?<!${LETTER})` : ''
  const after = ENDS_AS_WORD.test(match) ? `(?!${LETTER})` : ''
  return `${before}${plain}${after}`
}
