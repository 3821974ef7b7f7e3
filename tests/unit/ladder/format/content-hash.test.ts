import { describe, expect, test } from 'vitest'
import { canonicalJson, contentHash } from '@/lib/ladder/format/content-hash'
import { readLadder } from '@/lib/ladder/format/read'
import { changed, SMALL_LADDER } from '../small-ladder'

function hashOf(text: string) {
  const { document } = readLadder(text)
  if (!document) throw new Error('Unreadable')
  return contentHash(document)
}

const HASH = hashOf(SMALL_LADDER)

describe('the content hash', () => {
  test('is the SHA-256 of the canonical JSON, and stays what it is', () => {
    expect(HASH).toBe('afb49a8f25e20e07a501c1675185f0c3ab3157f56ad8fcc0cfc9452d89cb59de')
    expect(canonicalJson({ b: [2, { d: null, c: 'x' }], a: 1 })).toBe(
      '{"a":1,"b":[2,{"c":"x","d":null}]}',
    )
  })

  const [junior = '', rest = ''] = SMALL_LADDER.split('# Junior Engineer {#junior}')
  const [own = '', after = ''] = rest.split('# Senior Engineer {#senior}')

  test.each([
    ['the version number', changed(['version: 1', 'version: 7'])],
    ['the status', changed(['status: draft', 'status: published'])],
    ['a change note', changed(['licence: MIT', 'licence: MIT\nchange_note: Reworded'])],
    ['a change class', changed(['{#i-tests}', '{#i-tests change=editorial}'])],
    ['blank lines and spaces', changed(['{#i-tests}\n', '{#i-tests}  \n\n\n\n'])],
    ['what is assumed anyway', changed(['{#i-tests}', '{#i-tests kind=expectation scored=false}'])],
    [
      'the order of keys in YAML',
      changed(['code: aware, title: Aware', 'title: Aware, code: aware']),
    ],
    [
      'the order of sections',
      `${junior}# Senior Engineer {#senior}${after}\n# Junior Engineer {#junior}${own}`,
    ],
  ])('does not depend on %s', (_what, text) => {
    expect(hashOf(text)).toBe(HASH)
  })

  test.each([
    ['a word', changed(['Designs services', 'Designs service'])],
    ['a key', changed(['{#i-tests}', '{#i-test}'])],
    ['the order of items', changed(['{#i-tasks}', '{#i-tasks}\n- More {#i-more}'])],
    ['a band', changed(['band: 3', 'band: 4'])],
    ['a fact', changed(['min: 5', 'min: 6'])],
    ['a weight', changed(['weight=2', 'weight=3'])],
    ['a level of a cell', changed(['[em] Coaches', '[em, junior] Coaches'])],
    ['prose', changed(['Words about managers', 'Word about managers'])],
  ])('depends on %s', (_what, text) => {
    expect(hashOf(text)).not.toBe(HASH)
  })
})
