const MARK = '• '

/** Several texts in one cell: each begins with a mark, its further lines are indented. */
export function listCell(texts: readonly string[]): string {
  return texts.map((text) => MARK + text.replace(/\n(?=[^\n])/g, '\n  ')).join('\n')
}

/** The texts of a cell; without marks it is one text. */
export function textsOfCell(cell: string): string[] {
  if (!cell.startsWith(MARK)) return [cell]
  const texts: string[] = []
  for (const line of cell.split('\n')) {
    if (line.startsWith(MARK)) texts.push(line.slice(MARK.length))
    else texts.push(`${texts.pop() ?? ''}\n${line.replace(/^ {2}/, '')}`)
  }
  return texts
}
