import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyDiff } from '@/lib/ladder/diff/apply'
import { isEditorial } from '@/lib/ladder/diff/change-class'
import { diffDocuments, type LadderDiff, rewordingsOf } from '@/lib/ladder/diff/ladder-diff'
import { wordSpans } from '@/lib/ladder/diff/words'
import { canonicalDocument, type LadderDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { changed, SMALL_LADDER } from '../small-ladder'
import { twoVersions } from './edited-ladders'
import { largeLadder } from './large-ladders'

function documentOf(text: string): LadderDocument {
  const { document } = readLadder(text)
  if (!document) throw new Error('Unreadable')
  return document
}

const SMALL = documentOf(SMALL_LADDER)

/** What a diff says, one line each, as `item i-tests: text`. */
function told(diff: LadderDiff): string[] {
  const { head, ...lists } = diff
  return [
    ...head.map(({ field }) => `head: ${field}`),
    ...Object.entries(lists).flatMap(([name, list]) => [
      ...list.added.map((entity) => `${name} +${keyOf(entity)}`),
      ...list.removed.map((entity) => `${name} -${keyOf(entity)}`),
      ...list.changed.map(({ key, fields }) => `${name} ${key}: ${fields.map((f) => f.field)}`),
      ...list.orders.map(({ keys }) => `${name} order: ${keys.join(' ')}`),
    ]),
  ]
}

function keyOf(entity: object): string {
  const { key, level, category } = entity as Record<string, string>
  return key ?? `${level} ${category}`
}

describe('the diff of two versions', () => {
  test('says nothing of a ladder beside itself', () => {
    expect(told(diffDocuments(SMALL, documentOf(SMALL_LADDER)))).toEqual([])
  })

  test.each<[string, [string | RegExp, string][], string[]]>([
    ['reworded', [['Designs services', 'Designs calm services']], ['items i-designs: text']],
    ['added', [['- Tests with', '- Writes alt texts {#i-alt}\n- Tests with']], ['items +i-alt']],
    ['removed', [['- Tests with a screen reader {#i-working}\n', '']], ['items -i-working']],
    ['weighed anew', [['weight=2', 'weight=3']], ['items i-projects: weight']],
    ['given another target', [['target=2', 'target=1']], ['items i-projects: target']],
    ['made critical', [['weight=2', 'critical=true']], ['items i-projects: weight,critical']],
    ['no longer scored', [['weight=2', 'scored=false']], ['items i-projects: scored,weight']],
    ['made a note', [['{#i-tests}', '{#i-tests kind=note}']], ['items i-tests: kind']],
    ['with another example', [['eg: Led', 'eg: Carried']], ['items i-projects: examples']],
    ['with another anchor', [['stall', 'wait']], ['items i-projects: anchors']],
    ['with another link', [['/guide', '/handbook']], ['items i-projects: links']],
    ['with another fact', [['min: 5, max: 8', 'min: 5, max: 9']], ['levels em: facts']],
    ['renamed level', [['title: Director of', 'title: Head of']], ['levels director: title']],
    ['another band', [['band: 3', 'band: 4']], ['levels director: band']],
    ['another category title', [['title: Craft', 'title: Skill']], ['categories craft: title']],
    [
      'another level target',
      [['junior: { a11y: aware }', 'junior: { a11y: working }']],
      ['targets junior a11y: at'],
    ],
    ['another scale point', [['title: Meets', 'title: Reaches']], ['scales rating: points']],
    [
      'another shift',
      [['a team -> a department', 'a team -> an office']],
      ['transitions to-director: shifts'],
    ],
    ['another licence', [['licence: MIT', 'licence: CC0-1.0']], ['head: licence']],
    [
      'shared with a level',
      [['levels="em,director"', 'levels="em"']],
      ['items i-feedback: levels'],
    ],
  ])('tells what is %s', (_what, changes, lines) => {
    const after = documentOf(changed(...changes))
    const diff = diffDocuments(SMALL, after)
    expect(told(diff)).toEqual(lines)
    expect(applyDiff(SMALL, diff)).toEqual(canonicalDocument(after))
  })

  test('an item in another category and level is moved, not removed and added', () => {
    const tests = '- Writes tests for own changes {#i-tests}\n'
    const after = documentOf(changed([tests, ''], ['- Projects led', `${tests}- Projects led`]))
    const diff = diffDocuments(SMALL, after)
    expect(told(diff)).toEqual(['items i-tests: kind,category,levels,scored'])
    expect(diff.items.placements).toEqual([{ key: 'i-tests', previous: null }])
  })

  test('another order is one line for each parent, however much moved', () => {
    const items = (order: string[]) => order.map((key) => `- Item ${key} {#i-${key}}`).join('\n')
    const begin = '- Designs services {#i-designs}'
    const before = documentOf(changed([begin, items(['a', 'b', 'c', 'd', 'e'])]))
    const after = documentOf(changed([begin, items(['e', 'd', 'new', 'a', 'c', 'b'])]))
    expect(told(diffDocuments(before, after))).toEqual([
      'items +i-new',
      'items order: i-e i-d i-a i-c i-b',
    ])
  })

  test('an added item in the middle is no change of order', () => {
    const after = documentOf(
      changed(['- Gives feedback', '- Listens {#i-listens}\n- Gives feedback']),
    )
    expect(told(diffDocuments(SMALL, after))).toEqual(['items +i-listens'])
  })

  test('applied to the old version gives the new one, whatever was changed', () => {
    fc.assert(
      fc.property(twoVersions, ([before, after]) => {
        const diff = diffDocuments(before, after)
        expect(applyDiff(before, diff)).toEqual(canonicalDocument(after))
        expect(applyDiff(after, diffDocuments(after, before))).toEqual(canonicalDocument(before))
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['a tenth reworded', 10],
    ['every text reworded', 1],
  ])('of two versions of 10,000 items, %s, takes a second at most', (_what, every) => {
    const before = largeLadder(10_000)
    const after = largeLadder(10_000, { every })
    diffDocuments(largeLadder(500), largeLadder(500, { every }))
    const start = performance.now()
    const diff = diffDocuments(before, after)
    const took = performance.now() - start
    console.info(`diff of 10,000 items, 1 in ${every} reworded: ${Math.round(took)} ms`)
    expect(diff.items.changed).toHaveLength(10_000 / every)
    expect(took).toBeLessThan(1000)
  })
})

describe('the diff of words', () => {
  test.each([
    ['Leads a team', 'Leads a small team', 'Leads a [+small ]team'],
    ['Leads a team.', 'Leads a team', 'Leads a team[-.]'],
    ['Runs projects alone', 'Runs projects with others', 'Runs projects [-alone][+with others]'],
    ['One thing entirely', 'Something else', '[-One thing entirely][+Something else]'],
    ['', 'New', '[+New]'],
    ['Same', 'Same', 'Same'],
  ])('%s -> %s', (before, after, expected) => {
    const signs = { same: '', removed: '-', added: '+' }
    const text = wordSpans(before, after).map(({ kind, text }) =>
      kind === 'same' ? text : `[${signs[kind]}${text}]`,
    )
    expect(text.join('')).toBe(expected)
  })

  test('keeps every character of both texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const spans = wordSpans(a, b)
        const without = (kind: string) =>
          spans.flatMap((span) => (span.kind === kind ? [] : span.text)).join('')
        expect(without('added')).toBe(a)
        expect(without('removed')).toBe(b)
      }),
    )
  })
})

describe('the class of a rewording', () => {
  test.each([
    ['Leads a team', 'leads a team.', true],
    ['Follow-up', 'Follow up', true],
    ['5–8 engineers', '5-8 engineers', true],
    ['5-8 engineers', '58 engineers', false],
    ['1.5 years', '15 years', false],
    ['Leads a team', 'Leads teams', false],
  ])('"%s" -> "%s" is editorial: %s', (before, after, editorial) => {
    expect(isEditorial(before, after)).toBe(editorial)
  })

  test('is left to the author unless it is editorial', () => {
    const after = documentOf(
      changed(
        ['Designs services', 'Designs services.'],
        ['Tasks done without', 'Work done without'],
      ),
    )
    expect(rewordingsOf(diffDocuments(SMALL, after))).toMatchObject([
      { key: 'i-tasks', automatic: null },
      { key: 'i-designs', automatic: 'editorial', after: 'Designs services.' },
    ])
  })
})
