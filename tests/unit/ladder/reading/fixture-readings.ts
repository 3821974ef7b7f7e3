import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { writeLadder } from '@/lib/ladder/format/write'
import { documentOf } from '@/lib/ladder/reading/document-of'
import type { OutlineNode, ReadDocument, Reading } from '@/lib/ladder/reading/outline'
import { readUploads } from '@/lib/ladder/reading/read'
import { Mapping } from '@/lib/ladder/reading/schema'

const FOLDER = 'tests/unit/ladder/reading/fixtures'

export type Given = Parameters<typeof Mapping.parse>[0]
export type Imported = { reading: Reading; read: ReadDocument }

/** The names of all fixtures; a folder is one upload of several files. */
export const FIXTURES = readdirSync(FOLDER)

/** The files of a fixture with their texts. */
export function filesOf(fixture: string): { name: string; bytes: Uint8Array }[] {
  const path = `${FOLDER}/${fixture}`
  const names = statSync(path).isDirectory()
    ? readdirSync(path).map((n) => `${fixture}/${n}`)
    : [fixture]
  return names.map((name) => ({ name, bytes: readFileSync(`${FOLDER}/${name}`) }))
}

export function importFixture(fixture: string, given: Given = {}): Imported {
  return importFiles(filesOf(fixture), given)
}

export function importText(text: string, given: Given = {}, name = 'pasted.md'): Imported {
  return importFiles([{ name, bytes: new TextEncoder().encode(text) }], given)
}

function importFiles(files: { name: string; bytes: Uint8Array }[], given: Given): Imported {
  const mapping = Mapping.parse(given)
  let count = 0
  const reading = readUploads(files, mapping)
  return { reading, read: documentOf(reading, mapping, { mintKey: () => `i${++count}` }) }
}

/** The document of an import; throws when there is none. */
export function documentIn({ read }: Imported): LadderDocument {
  if (!read.document) throw new Error('There is no document')
  return read.document
}

/** `level / category / [kind] text` for each item and level, in the order of the document. */
export function lines(document: LadderDocument): string[] {
  const titles = new Map(document.categories.map((category) => [category.key, category]))
  const pathOf = (key: string): string => {
    const category = titles.get(key)
    return category?.parent
      ? `${pathOf(category.parent)} > ${category.title}`
      : (category?.title ?? '')
  }
  return document.levels.flatMap(({ key, title }) =>
    document.items
      .filter((item) => item.levels.includes(key))
      .map((item) => {
        const kind = item.kind === 'expectation' ? '' : ` [${item.kind}]`
        const label = item.label === null ? '' : ` (${item.label})`
        const examples = item.examples.map((text) => ` + ${text}`).join('')
        const not = item.antiExamples.map((text) => ` - ${text}`).join('')
        return `${title} / ${pathOf(item.category)} /${kind}${label} ${item.text}${examples}${not}`
      }),
  )
}

/** The words that a reader of the source would see. */
export function wordsOfSource(text: string): Set<string> {
  const seen = text
    .replace(/^\ufeff?(---|\+\+\+)\r?\n[\s\S]*?\n\1\r?\n/, '')
    .replace(/<(script|style|title)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/\{%[^%]*%\}/g, '')
    .replace(/\]\((?:javascript:[^)]*\)?)\)/g, ']')
    .replace(/&nbsp;/g, ' ')
    .replace(/<[^>]*>/g, ' ')
  return new Set(wordsIn(seen))
}

export function wordsOfOutline(nodes: readonly OutlineNode[], { withIgnored = true } = {}): string {
  return nodes
    .filter((node) => withIgnored || node.role !== 'ignored')
    .map(({ title, text, item, code, aliases, children }) =>
      [
        ...[title, text, code ?? '', ...aliases, item?.label ?? '', ...(item?.levels ?? [])],
        ...[...(item?.examples ?? []), ...(item?.antiExamples ?? [])],
        wordsOfOutline(children, { withIgnored }),
      ].join(' '),
    )
    .join(' ')
}

/** All words of a document, front matter and all. */
export function wordsOfDocument(document: LadderDocument): Set<string> {
  return new Set(wordsIn(writeLadder(document)))
}

export function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
