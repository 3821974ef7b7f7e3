/** A place in the source: index of the file, line and column from 1. */
export type Spot = { file: number; line: number; column: number }

export type ListItem = { at: Spot; text: string; blocks: Block[] }

export type Cell = {
  at: Spot
  /** The lines or paragraphs of the cell as inline Markdown; `isBullet` where a marker stood before. */
  pieces: { text: string; isBullet: boolean; at: Spot }[]
}

export type TableRow = { cells: Cell[]; isHead: boolean }

/**
 * What Markdown and HTML have in common. All texts are Markdown without active HTML and without
 * unsafe links. A `verbatim` block (code, quotation, ruler) is kept as it is.
 */
export type Block =
  | { kind: 'heading'; at: Spot; depth: number; text: string }
  | { kind: 'paragraph'; at: Spot; text: string }
  | { kind: 'list'; at: Spot; start: number | null; items: ListItem[] }
  | { kind: 'table'; at: Spot; rows: TableRow[] }
  | { kind: 'details'; at: Spot; summary: string; blocks: Block[] }
  | { kind: 'verbatim'; at: Spot; text: string }

export type TableBlock = Extract<Block, { kind: 'table' }>
export type ListBlock = Extract<Block, { kind: 'list' }>

/** The blocks as Markdown, one blank line between them. */
export function markdownOf(blocks: readonly Block[]): string {
  return blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n')
}

/** The words of a cell on one line. */
export function cellText({ pieces }: Cell): string {
  return pieces
    .map((piece) => piece.text)
    .join(' ')
    .trim()
}

function blockText(block: Block): string {
  if (block.kind === 'heading') return `${'#'.repeat(block.depth)} ${block.text}`.trim()
  if (block.kind === 'list') return listText(block)
  if (block.kind === 'table') return tableText(block)
  if (block.kind === 'details') {
    const head = block.summary === '' ? '' : `**${block.summary}**\n\n`
    return `${head}${markdownOf(block.blocks)}`.trim()
  }
  return block.text
}

function listText({ start, items }: ListBlock): string {
  const isTight = items.every((item) => item.blocks.every((block) => block.kind === 'list'))
  return items
    .map((item, index) => {
      const marker = start === null ? '- ' : `${start + index}. `
      const inner = markdownOf(item.blocks)
      const gap = isTight ? '\n' : '\n\n'
      const text = inner === '' ? item.text : `${item.text}${item.text === '' ? '' : gap}${inner}`
      const indent = ' '.repeat(marker.length)
      return (marker + text.replace(/\n(?=[^\n])/g, `\n${indent}`)).trimEnd()
    })
    .join(isTight ? '\n' : '\n\n')
}

function tableText({ rows }: TableBlock): string {
  const width = rows.reduce((widest, row) => Math.max(widest, row.cells.length), 0)
  const lines = rows.map(({ cells }) => {
    const texts = Array.from({ length: width }, (_, index) => pipeCell(cells[index]))
    return `| ${texts.join(' | ')} |`
  })
  const ruler = `|${' --- |'.repeat(width)}`
  return [lines[0], ruler, ...lines.slice(1)].join('\n')
}

function pipeCell(cell: Cell | undefined): string {
  const texts = cell?.pieces.map(({ text, isBullet }) => (isBullet ? `• ${text}` : text)) ?? []
  return texts.join('<br>').replaceAll('\n', ' ').replaceAll('|', '\\|')
}
