import type { Reader, SourceFile } from '../outline'
import { inLevelOrder, titleOfFile } from '../sources/file-order'
import { fileMessages, readStructured } from '../structured'
import { htmlBlocks } from './blocks'

/** Pages of HTML: headings, lists and tables as in Markdown. */
export const readHtml: Reader = (files, mapping) => {
  const collected = fileMessages(files)
  const read = files.map(({ name, text }: SourceFile, file) => {
    const at = { file, line: 1, column: 1 }
    const title = titleOf(text) ?? titleOfFile(name)
    const blocks = htmlBlocks({ html: text, at, report: collected.report, isPage: true })
    return { name, title, at, blocks, order: null }
  })
  const blocks = inLevelOrder(read, collected)
  const language =
    /<html[^<>]{0,200}\slang="([a-z]{2,3})\b/i.exec(files[0]?.text ?? '')?.[1] ?? null
  return readStructured({ reader: 'html', files, blocks, mapping, collected, language })
}

function titleOf(html: string): string | null {
  const title = /<title>([^<]{1,200})<\/title>/i.exec(html)?.[1]?.replace(/\s+/g, ' ').trim()
  return title || null
}
