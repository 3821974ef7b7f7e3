import type { Reader, SourceFile } from '../outline'
import { inLevelOrder, titleOfFile } from '../sources/file-order'
import type { FileBlocks } from '../structure/sections'
import { fileMessages, readStructured } from '../structured'
import { markdownBlocks } from './blocks'
import { foreignFrontMatter } from './front-matter'
import { preparedLines } from './preparation'

type Read = FileBlocks & { name: string; order: number | null; language: string | null }

const MOST_LINES = 100_000

/** Markdown as people write it: one file, or one for each level or track. */
export const readMarkdown: Reader = (files, mapping) => {
  const collected = fileMessages(files)
  const read = files.map((file, index) => readFile(file, index, collected))
  const blocks = inLevelOrder(read, collected)
  const language = read.find((file) => file.language !== null)?.language ?? null
  return readStructured({ reader: 'markdown', files, blocks, mapping, collected, language })
}

function readFile(
  { name, text }: SourceFile,
  index: number,
  { report }: ReturnType<typeof fileMessages>,
): Read {
  const lines = text.split('\n')
  const at = { file: index, line: 1, column: 1 }
  if (lines.length > MOST_LINES) report('E011', at, `At most ${MOST_LINES} lines are read.`)
  const front = foreignFrontMatter(lines)
  const prepared = preparedLines(lines.slice(front.lines), {
    file: index,
    firstLine: front.lines + 1,
    report,
  })
  const source = { file: index, firstLine: front.lines + 1, report }
  return {
    name,
    title: front.title ?? titleOfFile(name),
    at,
    blocks: prepared === null || lines.length > MOST_LINES ? [] : markdownBlocks(prepared, source),
    order: front.order,
    language: front.language,
  }
}
