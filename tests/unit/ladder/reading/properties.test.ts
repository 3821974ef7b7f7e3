import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentHash } from '@/lib/ladder/format/content-hash'
import { readLadder } from '@/lib/ladder/format/read'
import { writeLadder } from '@/lib/ladder/format/write'
import { markdownBlocks, parsedBlocks } from '@/lib/ladder/reading/markdown/blocks'
import { simpleBlocks } from '@/lib/ladder/reading/markdown/simple'
import type { Block } from '@/lib/ladder/reading/structure/blocks'
import { importText, wordsIn, wordsOfDocument, wordsOfOutline } from './fixture-readings'

/** Lines such as people write, each with words that occur nowhere else. */
const LINE_SHAPES = [
  ...[
    '# W',
    '## W',
    '### W',
    '#### W',
    '**W**',
    '**W:**',
    '**W**: W',
    '- W',
    '* W',
    '  - W',
    '    - W',
  ],
  ...[
    '1. W',
    '   - W',
    '- **W**',
    '- **W:** W',
    '- W: W',
    'W',
    '  W',
    '> W',
    '',
    '',
    '',
    '---',
    '```',
    '| W | W |',
  ],
  ...[
    '|---|---|',
    '| W | Senior W | Junior W |',
    '|---|---|---|',
    '| W | W<br>W | - W |',
    '## Senior W',
  ],
  ...[
    '## Junior W',
    '### Scope',
    '**Scope**',
    '### Craft',
    '- Scope',
    'W to W',
    '### Senior to Junior',
  ],
  ...[
    '<b>W</b>',
    '<div>W</div>',
    '<details><summary>W</summary>',
    '</details>',
    '<table><tr><td>W</td></tr>',
  ],
  ...[
    '</table>',
    '[W](https://example.org)',
    '- [ ] W',
    '\tW',
    '-\tW',
    'W\\',
    '***',
    '- - W',
    '* * *',
  ],
]

const shapes = fc.array(fc.constantFrom(...LINE_SHAPES), { maxLength: 12 })
const SKELETON = [
  '',
  '## Senior W',
  '',
  '### Scope',
  '',
  '- W',
  '',
  '## Junior W',
  '',
  '### Scope',
  '',
  '- W',
]

/** Lines put anywhere between those of a small ladder, or lines alone. */
const foreignText = fc
  .tuple(fc.boolean(), fc.array(shapes, { minLength: 13, maxLength: 13 }))
  .map(([isLadder, between]) =>
    between.flatMap((own, i) => [...own, ...(isLadder ? [SKELETON[i] ?? ''] : [])]),
  )
  .map((shapes) => {
    let count = 0
    return shapes.map((shape) => shape.replace(/\bW\b/g, () => `w${++count}x`)).join('\n')
  })

const RUNS = { numRuns: 250 }

describe('any text', () => {
  test('is read without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        importText(text)
        importText(text, {}, 'a.html')
      }),
      RUNS,
    )
  })

  test('loses no word on its way into the outline, nor from there into the document', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const { reading, read } = importText(text, { reader: 'markdown' })
        const seen = new Set(wordsIn(`${reading.options.title} ${wordsOfOutline(reading.outline)}`))
        const own = wordsIn(text).filter((word) => /^w\d+x$/.test(word))
        expect(own.filter((word) => !seen.has(word))).toEqual([])
        if (!read.document) return
        const kept = wordsOfDocument(read.document)
        const meant = wordsIn(wordsOfOutline(reading.outline, { withIgnored: false }))
        const headings = new Set(wordsIn(structuralTitles(reading.outline)))
        const lost = meant.filter((word) => /^w\d+x$/.test(word) && !kept.has(word))
        expect(lost.filter((word) => !headings.has(word))).toEqual([])
      }),
      RUNS,
    )
  })

  test('that makes a ladder makes one that ladder/1 can say', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const { document } = importText(text, { reader: 'markdown' }).read
        if (!document) return
        const again = readLadder(writeLadder(document))
        expect(again.document && contentHash(again.document)).toBe(contentHash(document))
      }),
      RUNS,
    )
  })

  test('has the same ids and words whatever is answered', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const { reading } = importText(text, { reader: 'markdown' })
        for (const { value } of reading.questions[0]?.choices ?? []) {
          const other = importText(text, { reader: 'markdown', answers: { levels: value } })
          const seen = new Set(
            wordsIn(`${reading.options.title} ${wordsOfOutline(other.reading.outline)}`),
          )
          const own = wordsIn(text).filter((word) => /^w\d+x$/.test(word))
          expect(own.filter((word) => !seen.has(word))).toEqual([])
        }
      }),
      { numRuns: 80 },
    )
  })
})

function structuralTitles(nodes: ReturnType<typeof importText>['reading']['outline']): string {
  return nodes
    .map(({ role, title, children }) =>
      [
        role === 'transitions' || role === 'growth-areas' ? title : '',
        structuralTitles(children),
      ].join(' '),
    )
    .join(' ')
}

describe('the quick way', () => {
  const line = fc.constantFrom(
    ...[
      '# a',
      '## b c',
      '### **d**',
      'words',
      'more words',
      '- one',
      '- two',
      '* three',
      '1. four',
      '2. five',
    ],
    ...[
      '',
      '',
      '',
      '  - six',
      '   - seven',
      '    - eight',
      '  1. nine',
      '5-8 people',
      '**bold**',
      '- **bold:** x',
    ],
  )

  test('says what CommonMark says', () => {
    let count = 0
    fc.assert(
      fc.property(fc.array(fc.tuple(line, fc.boolean()), { maxLength: 12 }), (drawn) => {
        const lines = drawn.flatMap(([text, isLoose]) => (isLoose ? [text, ''] : [text]))
        const report = () => {}
        const at = { file: 0, line: 1, column: 1 }
        const quick = simpleBlocks(lines, at)
        if (!quick) return
        count += 1
        const parsed = parsedBlocks(lines.join('\n'), { file: 0, firstLine: 1, report })
        expect(plain(quick)).toEqual(plain(parsed))
      }),
      { numRuns: 1000 },
    )
    expect(count).toBeGreaterThan(100)
  })
})

describe('reading in pieces', () => {
  const line = fc.constantFrom(
    ...['# a', 'words', '- one', '* two', '1. three', '2) four', '  - five', '    six', '   seven'],
    ...['', '', '', '---', '===', '***', '> eight', '```', '~~~', '\t- nine', '- - ten', '    '],
    ...['  # b', '+ eleven', '10. twelve', '- # c', '| d |'],
  )

  test('keeps the code of a bullet in the bullet', () => {
    const lines = ['- a', '', '  ```', '  # no heading', '', '  - no bullet', '  ```', '', '# b']
    const source = { file: 0, firstLine: 1, report: () => {} }
    expect(markdownBlocks(lines, source).map((block) => block.kind)).toEqual(['list', 'heading'])
  })

  test('finds the blocks that are there in the whole', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const report = () => {}
        const source = { file: 0, firstLine: 1, report }
        expect(plain(markdownBlocks(lines, source))).toEqual(
          plain(parsedBlocks(lines.join('\n'), source)),
        )
      }),
      { numRuns: 1000 },
    )
  })
})

/** Blank lines at the end of code differ with where the code is cut, and mean nothing. */
function plain(blocks: Block[]): unknown {
  return blocks.map((block) => {
    if (block.kind === 'list') {
      const items = block.items.map((item) => ({ ...item, blocks: plain(item.blocks) }))
      return { ...block, items }
    }
    return 'text' in block
      ? { ...block, text: block.text.replace(/\s*\n\s*/g, '\n').trim() }
      : block
  })
}
