import type { ImportCounts } from '@/lib/people/import/preview'

/** A number with its word: 1 row, 20,000 rows. */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

/** What a file does in one sentence. */
export function summaryOf(counts: ImportCounts, isApplied: boolean): string {
  const rows = counted(counts.rows, 'row', 'rows')
  const groups = [
    `${counts.created.toLocaleString('en')} new`,
    `${counts.changed.toLocaleString('en')} changed`,
    `${counts.moved.toLocaleString('en')} moved`,
    `${counts.unchanged.toLocaleString('en')} as before`,
  ]
  return `${rows}: ${groups.join(', ')}.${isApplied ? '' : ' Nothing is changed yet.'}`
}
