import { stringify } from 'csv-stringify/sync'
import type { LevelOption } from '../level-finder'
import { COLUMNS } from './columns'

/** A small file that previews without a problem, with levels of the published ladder where there are any. */
export function sampleFile(levels: readonly LevelOption[]): string {
  const top = levels.at(-1)
  const first = levels[0]
  const lead = 'ann.example@example.org'
  const rows = [
    ['Ann Example', lead, '', top?.title, top?.trackTitle, 'Payments', '2021-05-03', 'employee'],
    [
      'Bo Sample',
      'bo.sample@example.org',
      lead,
      first?.title,
      first?.trackTitle,
      'Payments',
      '',
      '',
    ],
    [
      'Cy Contractor',
      'cy.contractor@example.org',
      lead,
      '',
      '',
      'Search',
      '2024-03-12',
      'contractor',
    ],
  ]
  const header = COLUMNS.map((column) => column.header)
  return stringify([header, ...rows], { record_delimiter: 'windows', escape_formulas: true })
}
