import type { Spot } from '../structure/blocks'
import type { SpotReport } from '../structure/harmless'

const TEMPLATE = /\{%-?[^%\n]{0,500}%\}|\{\{[<%]?[^{}\n]{0,500}\}\}|\{:[^{}\n]{0,200}\}/g
const CONTENTS = /^\s*(?:\[\[_TOC_\]\]|\[toc\]|\$\{toc\})\s*$/i
const MARKERS = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])(?=[ \t>]|$)){13,}/
const INDENTED_MARKER = /^[ \t]{61,}(?:[-*+]|\d{1,9}[.)])[ \t]/
const FENCE = /^\s*(?:`{3,}|~{3,})/

/**
 * The lines without what only the site generator understands (W324), line by line. Null when they
 * are nested more deeply than people write (E011).
 */
export function preparedLines(
  lines: readonly string[],
  { file, firstLine, report }: { file: number; firstLine: number; report: SpotReport },
): string[] | null {
  const prepared: string[] = []
  let isCode = false
  for (const [index, text] of lines.entries()) {
    const at: Spot = { file, line: firstLine + index, column: 1 }
    if (FENCE.test(text)) isCode = !isCode
    if (MARKERS.test(text) || (!isCode && INDENTED_MARKER.test(text))) {
      report('E011', at, 'Lists or quotations are nested too deeply to be read.')
      return null
    }
    prepared.push(isCode ? text : withoutTemplates(text, at, report))
  }
  return prepared
}

function withoutTemplates(text: string, at: Spot, report: SpotReport): string {
  if (CONTENTS.test(text)) {
    report('W324', at, 'The place of a table of contents is left out.')
    return ''
  }
  if (!text.includes('{')) return text
  return text.replace(TEMPLATE, (found, column: number) => {
    const said = found.length > 40 ? `${found.slice(0, 40)}…` : found
    report('W324', { ...at, column: column + 1 }, `Only the site's generator understands ${said}.`)
    return ''
  })
}
