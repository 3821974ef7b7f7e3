import { expect, test } from 'vitest'
import { publishedFacts } from '@/lib/ladder/checks/against-published'
import { diffDocuments, rewordingsOf } from '@/lib/ladder/diff/ladder-diff'
import { proposeMatches } from '@/lib/ladder/diff/matches'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { choosableMaps, choosableRewordings, placedMessages } from '@/lib/ladder/publishing/preview'
import { publicationOfDraft } from '@/lib/ladder/publishing/publication'
import { changed, SMALL_LADDER } from '../small-ladder'

function documentOf(text: string): LadderDocument {
  const { document } = readLadder(text)
  if (!document) throw new Error('Unreadable')
  return document
}

const before = documentOf(SMALL_LADDER)
const NOTHING = { changeClasses: {}, keymap: [], changeNote: null }

test('messages of a draft come with the words they are about, and never ask for a class', () => {
  const after = documentOf(changed(['Designs services', 'TBD'], ['licence: MIT\n', '']))
  const publication = publicationOfDraft(after, publishedFacts(before, []), NOTHING)
  expect(publication.messages.map(({ code }) => code)).toContain('E507')
  expect(placedMessages(publication).map(({ code, excerpt }) => [code, excerpt])).toEqual([
    ['W506', null],
    ['W309', 'TBD'],
    ['W306', 'TBD'],
  ])
})

test('a draft has its place in the file that it would be exported to', () => {
  const after = documentOf(changed(['Designs services', 'Designs systems']))
  const { messages, text } = publicationOfDraft(after, publishedFacts(before, []), NOTHING)
  const [message] = messages
  expect(message?.code).toBe('E507')
  expect(text.split('\n')[(message?.line ?? 0) - 1]).toContain('Designs systems')
})

test('what was confirmed is added to the maps of the draft once', () => {
  const map = { entity: 'level', from: ['junior'], to: ['junior'], comparable: true } as const
  const known = { ...map, from: [...map.from], to: [...map.to], relation: 'replaces' as const }
  const choices = { ...NOTHING, keymap: [known, known] }
  const { document } = publicationOfDraft({ ...before, keymap: [known] }, null, choices)
  expect(document.keymap).toEqual([known])
})

test('choices say in words what they are about', () => {
  const after = documentOf(
    changed(['Designs services', 'Designs systems'], [' {#i-tests}', ' {#i-checks}']),
  )
  const sides = { before, after }
  expect(choosableRewordings(rewordingsOf(diffDocuments(before, after)), sides)).toMatchObject([
    { key: 'i-designs', where: 'Senior Engineer · Craft', isEditorial: false, stated: null },
  ])
  expect(choosableMaps(proposeMatches(before, after), sides)).toMatchObject([
    { fromTexts: ['Writes tests for own changes'], toTexts: ['Writes tests for own changes'] },
  ])
})
