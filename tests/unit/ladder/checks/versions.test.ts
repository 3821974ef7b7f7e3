import { describe, expect, test } from 'vitest'
import {
  checkAgainstPublished,
  difference,
  publishedFacts,
} from '@/lib/ladder/checks/against-published'
import { checkPublishable } from '@/lib/ladder/checks/publishable'
import { checkRewordings, withChangeClasses } from '@/lib/ladder/checks/rewordings'
import { messageList } from '@/lib/ladder/format/messages'
import { readLadder } from '@/lib/ladder/format/read'
import { changed, lineOf, SMALL_LADDER } from '../small-ladder'

function read(text: string) {
  const { document, places } = readLadder(text)
  if (!document) throw new Error('Unreadable')
  return { document, places }
}

const PUBLISHED = publishedFacts(read(SMALL_LADDER).document, ['i-tasks', 'i-delivers'])

function against(text: string, published = PUBLISHED) {
  const { document, places } = read(text)
  const { report, sorted } = messageList()
  checkAgainstPublished(document, published, { places, report })
  return sorted().map(({ code, line }) => `${code} ${line}`)
}

describe('beside the published version', () => {
  test('the same ladder raises nothing, nor does a typo mended', () => {
    expect(against(SMALL_LADDER)).toEqual([])
    expect(
      against(changed(['Writes tests for own changes', 'Writes tests for all own changes'])),
    ).toEqual([])
  })

  test('a file older than what is published is an error (E501)', () => {
    expect(against(SMALL_LADDER, { ...PUBLISHED, number: 2 })).toEqual(['E501 1'])
  })

  test('a key kept for other words is pointed out (W306)', () => {
    const text = changed(['Writes tests for own changes', 'Runs the weekly planning'])
    expect(against(text)).toEqual([`W306 ${lineOf(text, 'weekly planning')}`])
  })

  test('a rated item that goes is listed, unless a key map tells where (W503)', () => {
    const gone = changed(['{#i-tasks}', '{#i-alone}'])
    expect(against(gone)).toEqual(['W503 1'])
    const map = 'keymap:\n  - { entity: item, from: [i-tasks], to: [i-alone], relation: replaces }'
    expect(
      against(changed(['{#i-tasks}', '{#i-alone}'], ['targets:', `${map}\ntargets:`])),
    ).toEqual([])
  })

  test('a ladder with no key in common ends every trend line (W504)', () => {
    const { items } = read(SMALL_LADDER).document
    const other = { ...PUBLISHED, ratedItems: new Set<string>() }
    const text = items.reduce((t, { key }) => t.replace(`{#${key}`, `{#n-${key}`), SMALL_LADDER)
    expect(against(text, other)).toEqual(['W504 1'])
  })

  test('a key map to a key that the new version has not is an error (E505)', () => {
    const map = 'keymap:\n  - { entity: item, from: [i-tasks], to: [i-task], relation: replaces }'
    const text = changed(['targets:', `${map}\ntargets:`])
    expect(against(text)).toEqual([`E505 ${lineOf(text, 'to: [i-task]')}`])
  })

  test('a key map that the published version has already needs none of its keys', () => {
    const map = 'keymap:\n  - { entity: level, from: [jr], to: [gone], relation: replaces }'
    const text = changed(['targets:', `${map}\ntargets:`])
    expect(against(text, publishedFacts(read(text).document, []))).toEqual([])
  })

  test('a key map from a key that was never there is an error (E505)', () => {
    const map = 'keymap:\n  - { entity: level, from: [jr], to: [junior], relation: replaces }'
    const text = changed(['targets:', `${map}\ntargets:`])
    expect(against(text)).toEqual([`E505 ${lineOf(text, 'from: [jr]')}`])
  })

  test.each([
    ['the same words', 'words, the SAME', 0],
    ['a b c d', 'a b c e', 0.25],
    ['a b', 'a b c d', 0.5],
    ['a b', 'c d', 1],
    ['', '', 0],
  ])('"%s" and "%s" differ by %d', (before, after, share) => {
    expect(difference(before, after)).toBe(share)
  })
})

describe('at publication', () => {
  function missing(text: string) {
    const { document, places } = read(text)
    const { report, sorted } = messageList()
    checkPublishable(document, { places, report })
    return sorted().map(({ code, line }) => `${code} ${line}`)
  }

  test('every level has something to rate', () => {
    expect(missing(SMALL_LADDER)).toEqual([])
  })

  test.each([
    [
      'without indicators',
      changed([
        '## Growth Indicators {#growth kind=indicator}\n\n- Managers',
        '## Craft {#craft}\n\n- Managers',
      ]),
    ],
    ['whose indicator is not scored', changed(['critical=true', 'scored=false'])],
    ['whose indicator weighs nothing', changed(['critical=true', 'weight=0'])],
  ])('a level %s is an error (E113)', (_what, text) => {
    expect(missing(text)).toEqual([`E113 ${lineOf(text, '- key: director')}`])
  })
})

describe('a rewording', () => {
  const RENAMED = changed(['Writes tests for own changes', 'Writes tests for all changes'])
  const CLASSED = RENAMED.replace('{#i-tests}', '{#i-tests change=clarified}')

  function unclassed(text: string, chosen = {}) {
    const { document, places } = read(text)
    const { report, sorted } = messageList()
    checkRewordings(withChangeClasses(document, PUBLISHED.texts, chosen), PUBLISHED.texts, {
      places,
      report,
    })
    return sorted().map(({ code, line }) => `${code} ${line}`)
  }

  test('whose class nobody chose is an error (E507)', () => {
    expect(unclassed(RENAMED)).toEqual([`E507 ${lineOf(RENAMED, 'all changes')}`])
  })

  test('cannot be called editorial when words differ (E507)', () => {
    const text = CLASSED.replace('clarified', 'editorial')
    expect(unclassed(text)).toEqual([`E507 ${lineOf(text, 'all changes')}`])
  })

  test.each([
    ['the file says', CLASSED, {}],
    ['the author chose', RENAMED, { 'i-tests': 'material' }],
    ['it only has other signs', changed(['Writes tests for', 'writes tests, for']), {}],
  ])('has the class that %s', (_what, text, chosen) => {
    expect(unclassed(text, chosen)).toEqual([])
  })

  test('of an earlier version leaves no class on words that stayed', () => {
    const { document } = read(changed(['{#i-tests}', '{#i-tests change=material}']))
    const classed = withChangeClasses(document, PUBLISHED.texts)
    expect(classed.items.filter(({ change }) => change !== null)).toEqual([])
  })
})

describe('a level that people hold', () => {
  const held = { ...PUBLISHED, ratedItems: new Set<string>(), heldLevels: new Map([['intern', 2]]) }

  test('does not disappear unnoticed (W508)', () => {
    expect(against(SMALL_LADDER, held)).toEqual(['W508 1'])
  })

  test('may get another key by a key map', () => {
    const map = 'keymap:\n  - { entity: level, from: [intern], to: [junior], relation: replaces }'
    const keys = { ...held.keys, level: [...held.keys.level, 'intern'] }
    const text = changed(['targets:', `${map}\ntargets:`])
    expect(against(text, { ...held, keys })).toEqual([])
  })
})
