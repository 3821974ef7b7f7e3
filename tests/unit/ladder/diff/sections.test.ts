import { expect, test } from 'vitest'
import { diffDocuments } from '@/lib/ladder/diff/ladder-diff'
import { countChanges, diffSections } from '@/lib/ladder/diff/sections'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { changed, SMALL_LADDER } from '../small-ladder'

function documentOf(text: string): LadderDocument {
  const { document } = readLadder(text)
  if (!document) throw new Error('Unreadable')
  return document
}

function sections(...changes: [string | RegExp, string][]) {
  const before = documentOf(SMALL_LADDER)
  const after = documentOf(changed(...changes))
  return diffSections(diffDocuments(before, after), { before, after })
}

test('a rewording reads as words that went and came, with where it stands', () => {
  expect(sections(['Designs services', 'Designs systems'])).toEqual([
    {
      name: 'items',
      title: 'Items',
      lines: [
        {
          change: 'changed',
          key: 'i-designs',
          title: 'Designs systems',
          where: 'Senior Engineer · Craft',
          fields: [
            {
              label: 'Text',
              before: 'Designs services',
              after: 'Designs systems',
              spans: [
                { kind: 'same', text: 'Designs ' },
                { kind: 'removed', text: 'services' },
                { kind: 'added', text: 'systems' },
              ],
            },
          ],
        },
      ],
    },
  ])
})

test('a move says from where to where in words', () => {
  const feedback = '- Gives feedback every week {#i-feedback levels="em,director"}'
  const own = '- Gives feedback every week {#i-feedback}'
  const [section] = sections([feedback, own])
  expect(section?.lines[0]).toMatchObject({
    change: 'moved',
    fields: [
      {
        label: 'Levels',
        before: 'Engineering Manager (First-Level Manager)\nDirector of Engineering',
        after: 'Engineering Manager (First-Level Manager)',
      },
    ],
  })
})

test('facts, scales, targets and the head have lines of their own', () => {
  const all = sections(
    ['typically 5-8', 'about 5-8'],
    ['title: Meets', 'title: Reaches'],
    ['junior: { a11y: aware }', 'junior: { a11y: working }'],
    ['licence: MIT', 'licence: CC0-1.0'],
    ['version: 1', 'version: 2'],
  )
  expect(all.map(({ title }) => title)).toEqual([
    'The ladder as a whole',
    'Scales',
    'Levels',
    'What levels ask of skills',
  ])
  expect(countChanges(all)).toEqual({ added: 0, removed: 0, moved: 0, changed: 4, reordered: 0 })
})

test('how a version came about is no line', () => {
  expect(
    sections(['version: 1', 'version: 2'], ['{#i-tests}', '{#i-tests change=material}']),
  ).toEqual([])
})
