import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SubmissionBody } from '@/lib/reviews/body'
import { revisionChanges } from '@/lib/reviews/submissions/revisions/changes'

const WORDS = {
  sections: [
    { key: 'summary', title: 'Summary' },
    { key: 'indicators:se', title: 'Growth indicators' },
  ],
  items: [{ key: 'designs', text: 'Designs systems.' }],
}

function body(text: string, value: 1 | 4 | null | undefined, note = ''): SubmissionBody {
  return {
    sections: {
      summary: { text, ratings: {} },
      'indicators:se': {
        text: '',
        ratings: value === undefined ? {} : { designs: { value, note } },
      },
    },
  }
}

describe('what changed between two revisions', () => {
  it('is nothing where nothing did', () => {
    expect(revisionChanges(body('Good.', 4), body('Good. ', 4), WORDS)).toEqual([])
  })

  it('is the words that went and those that came', () => {
    const [section] = revisionChanges(body('Good work.', 4), body('Great work.', 4), WORDS)
    expect(section).toMatchObject({ title: 'Summary', lines: [{ change: 'changed' }] })
    expect(section?.lines[0]?.fields[0]?.spans).toEqual([
      { kind: 'removed', text: 'Good' },
      { kind: 'added', text: 'Great' },
      { kind: 'same', text: ' work.' },
    ])
  })

  it.each([
    ['', 'New.', 'added', 'New.'],
    ['Old.', '', 'removed', 'Old.'],
  ])('from %j to %j is %s', (before, after, change, title) => {
    const [section] = revisionChanges(body(before, 4), body(after, 4), WORDS)
    expect(section?.lines).toEqual([{ change, title, key: 'text', where: '', fields: [] }])
  })

  it.each([
    [4, 1, '4 Consistent', '1 Not yet shown'],
    [4, null, '4 Consistent', 'Not observed'],
    [undefined, 4, '', '4 Consistent'],
  ] as const)('says a rating in its words: %j to %j', (from, to, before, after) => {
    const [section] = revisionChanges(body('', from), body('', to), WORDS)
    expect(section?.lines).toMatchObject([
      { title: 'Designs systems.', fields: [{ label: 'Rating', before, after }] },
    ])
  })

  it('property: both texts are there to read', () => {
    fc.assert(
      fc.property(fc.lorem(), fc.lorem(), (before, after) => {
        const [section] = revisionChanges(body(before, 4), body(after, 4), WORDS)
        const spans = section?.lines[0]?.fields[0]?.spans ?? []
        const without = (kind: string) =>
          spans.filter((span) => span.kind !== kind).map(({ text }) => text)
        if (before === after) return section === undefined
        return without('added').join('') === before && without('removed').join('') === after
      }),
    )
  })
})
