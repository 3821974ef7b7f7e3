import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { shownText } from '@/lib/ladder/format/exchange/pdf/characters'
import { writeLadderPdf } from '@/lib/ladder/format/exchange/pdf/ladder-pdf'
import { inlineRuns, proseBlocks } from '@/lib/ladder/format/exchange/pdf/runs'
import { readLadder } from '@/lib/ladder/format/read'
import { pdfText } from '@/tests/support/pdf-text'
import { SMALL_LADDER } from '../../small-ladder'

const on = new Date('2026-11-21T00:00:00Z')

function ladder(source: Uint8Array | string): LadderDocument {
  const { document } = readLadder(source)
  if (!document) throw new Error('The ladder cannot be read')
  return document
}

async function pdfOf(document: LadderDocument) {
  const bytes = Buffer.from(await writeLadderPdf(document, { on }))
  const source = bytes.toString('latin1')
  return { bytes, source, text: pdfText(bytes), pages: source.match(/\/Type \/Page\n/g)?.length }
}

const engineering = ladder(readFileSync('prisma/seed/engineering.ladder.md'))

test('a PDF holds every word of the ladder, with numbered pages and bookmarks', async () => {
  const { source, text, pages } = await pdfOf(engineering)
  expect(source.slice(0, 5)).toBe('%PDF-')
  for (const item of engineering.items) expect(text).toContain(item.text.replaceAll('\n', ' '))
  for (const { title } of [...engineering.levels, ...engineering.transitions]) {
    expect(text).toContain(title)
  }
  expect(pages).toBeGreaterThan(10)
  expect(source).toContain('/Outlines')
  expect(source.match(/\/S \/GoTo/g)?.length).toBeGreaterThan(20)
})

test('arrows, dashes, quotation marks and accents are set, in Latin, Greek and Cyrillic', async () => {
  const words = 'naïve “façade” – señor — Łódź → Ελλάδα, Україна'
  const document = ladder(SMALL_LADDER.replace('Designs services', words))
  const { text } = await pdfOf(document)
  expect(text).toContain(words)
  expect(text).toContain("→ the team's output")
  expect(text).not.toContain('stands for a sign')
})

test('what the font has not is shown as a question mark and the footer says so', async () => {
  const { text } = await pdfOf(ladder(SMALL_LADDER.replace('Designs services', 'Designs 漢 ≥ 2')))
  expect(text).toContain('Designs ? >= 2')
  expect(text).toContain('"?" stands for a sign')
})

test('a text that fills more than a page runs over to the next', async () => {
  const long = 'A row of words that never ends. '.repeat(120).trim()
  const document = ladder(SMALL_LADDER)
  const [first] = document.transitions
  if (!first) throw new Error('No transition')
  first.shifts = [{ from: long, to: long }]
  const { text } = await pdfOf(document)
  expect(text.match(/never ends/g)).toHaveLength(240)
})

test('a ladder of 1,000 items is set within 3 seconds', async () => {
  const items = Array.from({ length: 4 }, (_, copy) =>
    engineering.items.map((item) => ({ ...item, key: `${item.key}-${copy}` })),
  ).flat()
  const start = performance.now()
  await writeLadderPdf({ ...engineering, items }, { on })
  expect(items.length).toBeGreaterThan(1000)
  expect(performance.now() - start).toBeLessThan(3000)
})

test('Markdown is set as words', () => {
  expect(inlineRuns('**Scope**: see [the guide](https://example.org) & `code`')).toEqual([
    { text: 'Scope', isBold: true },
    { text: ': see the guide & code', isBold: false },
  ])
  expect(inlineRuns('- not a list_item')).toEqual([{ text: '- not a list_item', isBold: false }])
  expect(proseBlocks('## A\n\nb\n\n1. c\n   - d').map(({ kind }) => kind)).toEqual([
    'heading',
    'paragraph',
    'bullet',
    'bullet',
  ])
  expect(shownText('a\u200bb🪜')).toEqual({ text: 'ab?', isWhole: false })
})
