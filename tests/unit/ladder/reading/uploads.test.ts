import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { documentOf } from '@/lib/ladder/reading/document-of'
import { MAX_FILES, readUploads } from '@/lib/ladder/reading/read'
import { NO_MAPPING } from '@/lib/ladder/reading/schema'
import { readerOf } from '@/lib/ladder/reading/sources/detect'
import { titleOfFile } from '@/lib/ladder/reading/sources/file-order'

const bytes = (text: string) => new TextEncoder().encode(text)
const level = (title: string) =>
  `# ${title}\n\n## Craft\n\n- ${title} does it\n\n## Crew\n\n- ${title} tells it\n`

describe('the reader', () => {
  test.each([
    ['markdown', 'a.md', 'x'],
    ['html', 'a.HTM', 'x'],
    ['csv', 'a.csv', 'x'],
    ['tree', 'a.yml', 'x'],
    ['html', 'pasted', '<!DOCTYPE html><p>x'],
    ['html', 'pasted', '<table><tr><td>x</td></tr></table>'],
    ['tree', 'pasted', '{"levels": []}'],
    ['tree', 'pasted', '[{"title": "x"}]'],
    ['tree', 'pasted', 'levels:\n  - title: x\n    items:\n      - y\n'],
    ['csv', 'pasted', 'level,category,text\nL1,Craft,"Does, it"\nL2,Craft,More\n'],
    ['csv', 'pasted', 'level;category;text\nL1;Craft;Does\n'],
    ['csv', 'pasted', 'Level\tText\nL1\tDoes\n'],
    ['markdown', 'pasted', '# A, B, C\n\nOne, two, three\n'],
    ['markdown', 'pasted', '- a\n- b\n'],
    ['markdown', 'pasted', 'Words, just words, and more words.\nThen others, again, and again.\n'],
    ['markdown', 'pasted', '| a | b |\n|---|---|\n'],
  ])('%s for %s: %s', (reader, name, text) => {
    expect(readerOf({ name, text })).toBe(reader)
  })
})

describe('an upload', () => {
  test('of ladder/1 is the document itself', () => {
    const file = { name: 'e.ladder.md', bytes: readFileSync('prisma/seed/engineering.ladder.md') }
    const reading = readUploads([file], NO_MAPPING)
    expect(reading.reader).toBe('ladder/1')
    expect(reading.outline.map((node) => [node.role, node.children.length])).toEqual([
      ['track', 6],
      ['track', 5],
    ])
    const { document, messages } = documentOf(reading, NO_MAPPING)
    expect(messages).toEqual([])
    expect(document?.levels).toHaveLength(11)
  })

  test('of ladder/1 with errors is no document', () => {
    const text = readFileSync('prisma/seed/engineering.ladder.md', 'utf8').replace(
      'track: ic',
      'track: no',
    )
    const reading = readUploads([{ name: 'e.ladder.md', bytes: bytes(text) }], NO_MAPPING)
    expect(documentOf(reading, NO_MAPPING).document).toBeNull()
    expect(reading.messages.map((message) => message.code)).toContain('E106')
  })

  test('of files without an order keeps the given one and asks: W111', () => {
    const files = ['Senior Smith', 'Junior Smith'].map((title) => ({
      name: `${title}.md`,
      bytes: bytes(level(title)),
    }))
    const reading = readUploads(files, NO_MAPPING)
    expect(reading.messages.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'W111 Senior Smith.md',
    ])
    expect(documentOf(reading, NO_MAPPING).document?.levels.map((l) => l.title)).toEqual([
      'Senior Smith',
      'Junior Smith',
    ])
  })

  test('is sorted by what the heads of its files say', () => {
    const files = [2, 1].map((weight) => ({
      name: `${weight}.md`,
      bytes: bytes(
        `---\nweight: ${weight}\n---\n${level(`Smith ${weight === 1 ? 'Junior' : 'Senior'}`)}`,
      ),
    }))
    const { document, messages } = documentOf(readUploads(files, NO_MAPPING), NO_MAPPING)
    expect(document?.levels.map((l) => l.title)).toEqual(['Smith Junior', 'Smith Senior'])
    expect(messages.map((message) => message.code)).not.toContain('W111')
  })

  test('of two kinds is read as that of the first; the other file is named: W324', () => {
    const files = [
      { name: 'a.md', bytes: bytes(`${level('Junior Smith')}`) },
      { name: 'b.md', bytes: bytes(`${level('Senior Smith')}`) },
      { name: 'c.html', bytes: bytes('<p>x') },
    ]
    const { messages } = readUploads(files, NO_MAPPING)
    expect(messages.filter((m) => m.code === 'W324').map((m) => m.file)).toEqual(['c.html'])
  })

  test('that is not UTF-8 is refused at the byte: E001', () => {
    const reading = readUploads(
      [{ name: 'a.md', bytes: Uint8Array.from([97, 10, 98, 255]) }],
      NO_MAPPING,
    )
    expect(reading.messages).toMatchObject([{ code: 'E001', line: 2, column: 2, file: 'a.md' }])
    expect(documentOf(reading, NO_MAPPING).document).toBeNull()
  })

  test('of more than 5 MB together is refused: E011', () => {
    const file = { name: 'a.md', bytes: new Uint8Array(3 * 1024 * 1024).fill(97) }
    expect(readUploads([file, file], NO_MAPPING).messages.map((m) => m.code)).toEqual(['E011'])
  })

  test('of too many files names those that are left out', () => {
    const files = Array.from({ length: MAX_FILES + 2 }, (_, index) => ({
      name: `${index}.md`,
      bytes: bytes(level(`Smith ${index}`)),
    }))
    const { messages } = readUploads(files, NO_MAPPING)
    expect(messages.filter((m) => m.code === 'W324')).toHaveLength(2)
  })

  test('of nothing is nothing', () => {
    expect(documentOf(readUploads([], NO_MAPPING), NO_MAPPING).document).toBeNull()
  })
})

test.each([
  ['02-senior_engineer.md', 'Senior engineer'],
  ['levels/L3.markdown', 'L3'],
  ['.md', 'Ladder'],
])('the title of %s is %s', (name, title) => {
  expect(titleOfFile(name)).toBe(title)
})
