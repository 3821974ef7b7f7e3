import { describe, expect, it } from 'vitest'
import { reportText, verdictOn } from '@/lib/people/import/folder/outcome'
import type { ImportCounts } from '@/lib/people/import/preview'

const NONE: ImportCounts = {
  ...{ rows: 50, created: 0, changed: 0, moved: 0, deactivated: 0, reactivated: 0, unlevelled: 0 },
  ...{ unchanged: 50, absent: 0, active: 100, problems: 0 },
}

describe('verdictOn', () => {
  it.each([
    ['nothing to change', {}, 'NOTHING'],
    ['somebody new', { created: 1 }, 'APPLIED'],
    ['a tenth of the people leaving', { deactivated: 10 }, 'APPLIED'],
    ['more than a tenth leaving', { deactivated: 11 }, 'WAITING'],
    ['a problem among changes', { created: 5, problems: 1 }, 'WAITING'],
    ['somebody who comes back', { reactivated: 1, created: 3 }, 'WAITING'],
  ])('of a file with %s', (_, counts, outcome) => {
    expect(verdictOn({ ...NONE, ...counts }).outcome).toBe(outcome)
  })
})

describe('reportText', () => {
  it('says what was found where, and what becomes of it', () => {
    const text = reportText({
      ...{ fileName: 'a.csv', at: new Date('2026-11-21T15:40:59Z'), absent: 'DEACTIVATE' },
      ...{ says: 'It has 1 problems.', importId: 'x', counts: NONE },
      problems: [{ row: 3, column: 2, header: 'email', cell: 'secret', message: 'Wrong.' }],
    })
    expect(text).toMatch(/^a\.csv, looked at on 2026-11-21 15:40 UTC\.\nIt has 1 problems\.\n/)
    expect(text).toMatch(/People who are not in the file are deactivated\./)
    expect(text).toMatch(/\nRow 3, column 2 \(email\): Wrong\.\n$/)
    expect(text).not.toMatch(/secret/)
  })
})
