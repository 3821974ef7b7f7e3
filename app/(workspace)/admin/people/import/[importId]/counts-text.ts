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
    ...(counts.deactivated > 0 ? [`${counts.deactivated.toLocaleString('en')} deactivated`] : []),
    ...(counts.reactivated > 0 ? [`${counts.reactivated.toLocaleString('en')} active again`] : []),
    `${counts.unchanged.toLocaleString('en')} as before`,
  ]
  return `${rows}: ${groups.join(', ')}.${isApplied ? '' : ' Nothing is changed yet.'}`
}

/** What an applied file did, without what it did not do. */
export function happened(counts: ImportCounts): string {
  const done = [
    [counts.created, 'created'],
    [counts.changed, 'changed'],
    [counts.moved, 'moved'],
    [counts.deactivated, 'deactivated'],
    [counts.reactivated, 'active again'],
  ] as const
  const parts = done
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${counted(count, 'person', 'people')} ${what}`)
  return parts.length > 0 ? parts.join(', ') : 'Nothing had to be changed'
}
