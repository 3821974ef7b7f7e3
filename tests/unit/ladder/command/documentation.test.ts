import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { MESSAGE_CODES } from '@/lib/ladder/format/messages'
import { readLadder } from '@/lib/ladder/format/read'

const page = readFileSync('docs/ladder-as-code.md', 'utf8')

test('every message code is explained, and no other', () => {
  const [, table = ''] = page.split('## Messages')
  const explained = [...table.matchAll(/\b[EWI]\d{3}\b/g)].map(([code]) => code)
  expect(explained.toSorted()).toEqual([...MESSAGE_CODES].toSorted())
})

test('the example is a ladder without a message', () => {
  const [, example = ''] = /```markdown\n([\s\S]*?)```/.exec(page) ?? []
  expect(readLadder(example).messages).toEqual([])
})
