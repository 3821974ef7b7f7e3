import type { DriftRow } from '@/lib/ladder/drift/queries'

const FINDINGS: Record<DriftRow['findings'][number], string> = {
  'never-observed': 'Never observed',
  reversed: 'Rated higher below the level',
  'not-separating': 'Does not tell levels apart',
  'never-high': 'Nobody meets it',
  'never-low': 'Nobody is rated low',
}

/** What stands out about an item, or that nothing does, or that too little is known. */
export function findingText({ findings, isTooFew }: DriftRow): string {
  if (findings.length > 0) return findings.map((finding) => FINDINGS[finding]).join('; ')
  return isTooFew ? 'Too few ratings' : 'Nothing stands out'
}

/** "78 % (64–88 %)", or why there is no such number. */
export function separationText({ superiority, separation, isTooFew }: DriftRow): string {
  if (superiority) {
    const { probability, low, high } = superiority
    return `${percent(probability)} % (${percent(low)}–${percent(high)} %)`
  }
  if (separation === null) return 'No level below'
  return isTooFew ? '–' : 'Too few ratings'
}

export function countText(counted: DriftRow['at']): string {
  return counted === null ? '–' : `${counted.ratings} of ${counted.people} people`
}

/** How many items something stands out about, and of how many nothing can be said. */
export function summaryText(rows: readonly DriftRow[]): string {
  const found = rows.filter(({ findings }) => findings.length > 0).length
  const tooFew = rows.filter(({ isTooFew }) => isTooFew).length
  const start = `Of ${rows.length} ${rows.length === 1 ? 'item' : 'items'}, something stands out about ${found}`
  return tooFew === 0 ? `${start}.` : `${start}; about ${tooFew} there are too few ratings.`
}

function percent(share: number): number {
  return Math.round(share * 100)
}
