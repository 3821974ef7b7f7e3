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

/** "40+ of 20+ people": ratings and people, both rounded down to fives. */
export function countText(counted: DriftRow['at']): string {
  return counted === null ? '–' : `${counted.ratings}+ of ${counted.people}+ people`
}

/** About how many items something stands out, about how many nothing, and of how many too little is known. */
export function summaryText(rows: readonly DriftRow[]): string {
  const found = rows.filter(({ findings }) => findings.length > 0).length
  const tooFew = rows.filter(({ isTooFew }) => isTooFew).length
  const quiet = rows.length - found - tooFew
  const parts = [
    found > 0 ? `Something stands out about ${itemsText(found)}.` : '',
    quiet > 0 ? `Nothing stands out about ${itemsText(quiet)}.` : '',
    tooFew > 0 ? `For ${itemsText(tooFew)} there are too few ratings to say.` : '',
  ]
  return parts.filter(Boolean).join(' ')
}

function itemsText(count: number): string {
  return count === 1 ? '1 item' : `${count} items`
}

function percent(share: number): number {
  return Math.round(share * 100)
}
