import { expect, test } from 'vitest'
import { countsText } from '@/app/(workspace)/ladder/_reading/counts-text'
import {
  CLASS_FIELD,
  COMPARABLE_FIELD,
  choicesOf,
  MAP_FIELD,
} from '@/app/(workspace)/ladder/edit/publish/choices'
import { PublishDraft } from '@/lib/ladder/publishing/schema'

test('the fields of the publish page are the input of the command', () => {
  const form = new FormData()
  const map = { entity: 'item', from: ['a'], to: ['b'], relation: 'replaces' }
  form.set('ladder', 'engineering')
  form.set('previewed', 'f'.repeat(64))
  form.set('changeNote', ' Clearer words. ')
  form.set('acceptsWarnings', 'yes')
  form.set(`${CLASS_FIELD}i-tests`, 'material')
  form.set(`${MAP_FIELD}item a`, JSON.stringify(map))
  form.set(`${COMPARABLE_FIELD}item a`, 'yes')
  form.set(`${MAP_FIELD}item c`, JSON.stringify({ ...map, from: ['c'] }))
  expect(PublishDraft.parse(choicesOf(form))).toEqual({
    ladder: 'engineering',
    previewed: 'f'.repeat(64),
    changeNote: 'Clearer words.',
    acceptsWarnings: true,
    changeClasses: { 'i-tests': 'material' },
    keymap: [
      { ...map, comparable: true },
      { ...map, from: ['c'], comparable: false },
    ],
  })
})

test('counts of changes as a sentence', () => {
  const none = { added: 0, removed: 0, moved: 0, changed: 0, reordered: 0 }
  expect(countsText(none)).toBe('Nothing is different.')
  expect(countsText({ ...none, added: 1200, reordered: 1 })).toBe(
    '1,200 added, 1 in another order.',
  )
})
