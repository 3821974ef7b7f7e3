import type { OutlineNode } from '../outline'
import { append } from '../structure/append'
import { type Cell, cellText, type TableBlock } from '../structure/blocks'
import { axisTitles, bodyRows, titleRow } from '../structure/tables'
import { cleanTitle, levelTitle } from '../structure/titles'
import { itemNode } from './items'
import type { Shaping } from './shaping'

/** A table beside levels that are found elsewhere: facts for them, growth areas, and the rest. */
export type LevelTable = {
  /** Facts by the title of the level they belong to. */
  facts: { level: string; node: OutlineNode }[]
  nodes: OutlineNode[]
}

// Longer words are no fact but something to grow into.
const LONGEST_FACT = 40

/** What a table says of levels that it names along one side; null when it names none. */
export function levelTable(table: TableBlock, shaping: Shaping): LevelTable | null {
  const named = titleRow(table)
  const rows = bodyRows(table)
  const grid = names(table, 'columns', shaping)
    ? [named.cells, ...rows.map((row) => row.cells)]
    : names(table, 'rows', shaping)
      ? turned([named.cells, ...rows.map((row) => row.cells)])
      : null
  const [head, ...lines] = grid ?? []
  if (!head) return null
  const cells = lines.flatMap((line) => line.slice(1)).filter((cell) => cell.pieces.length > 0)
  const length = cells.reduce((sum, cell) => sum + cellText(cell).length, 0)
  const told: LevelTable = { facts: [], nodes: [] }
  const areFacts = length <= LONGEST_FACT * cells.length
  const areas = areFacts ? [] : lines.map((line) => areaOf(line, head, shaping))
  if (areFacts) for (const line of lines) addFacts(told, line, { head, shaping })
  const corner = head[0] ? cellText(head[0]) : ''
  if (corner !== '') told.nodes.push(shaping.node('ignored', table.at, { text: corner }))
  if (areas.length > 0) {
    told.nodes.push({ ...shaping.node('growth-areas', table.at), children: areas })
  }
  return told
}

/** Whether a table names levels along one of its sides. */
export function isLevelTable(table: TableBlock, shaping: Shaping): boolean {
  return names(table, 'columns', shaping) || names(table, 'rows', shaping)
}

function names(table: TableBlock, axis: 'columns' | 'rows', shaping: Shaping): boolean {
  const titles = axisTitles(table, axis)
  const known = titles.filter((title) => shaping.levelsOf(title).length > 0)
  return known.length >= 2 && known.length * 2 > titles.length
}

function turned(grid: readonly Cell[][]): Cell[][] {
  const width = grid.reduce((widest, row) => Math.max(widest, row.length), 0)
  return Array.from({ length: width }, (_, x) => grid.flatMap((row) => row[x] ?? []))
}

type Line = { head: readonly Cell[]; shaping: Shaping }

function addFacts({ facts, nodes }: LevelTable, line: readonly Cell[], { head, shaping }: Line) {
  const [first, ...cells] = line
  const label = first ? cleanTitle(cellText(first)) : ''
  cells.forEach((cell, index) => {
    const title = cleanTitle(head[index + 1] ? cellText(head[index + 1] ?? cell) : '')
    const text = cellText(cell)
    if (text === '') return
    const [level] = shaping.levelsOf(title)
    const given = { title: label === '' ? title : label, text }
    if (level === undefined) {
      const words = [label, title].filter((word) => word !== '').join(', ')
      nodes.push(shaping.node('prose', cell.at, { text: `**${words}**\n\n${text}` }))
    } else {
      const node = shaping.node('fact', cell.at, given)
      facts.push({ level: levelTitle(level).title, node })
    }
  })
}

function areaOf(line: readonly Cell[], head: readonly Cell[], shaping: Shaping): OutlineNode {
  const [first, ...cells] = line
  const at = first?.at ?? { file: 0, line: 1, column: 1 }
  const area = shaping.node('growth-area', at, { title: first ? cleanTitle(cellText(first)) : '' })
  const seen = new Map<Cell, OutlineNode>()
  const nodes = cells.flatMap((cell, index) => {
    const title = cleanTitle(head[index + 1] ? cellText(head[index + 1] ?? cell) : '')
    const text = cell.pieces.map((piece) => piece.text).join('\n')
    const before = seen.get(cell)
    if (before) before.title = `${before.title}/${title}`
    if (before || text === '') return []
    const node: OutlineNode = { ...itemNode(text, cell.at, { shaping }), role: 'cell', title }
    seen.set(cell, node)
    return [node]
  })
  append(area.children, nodes)
  return area
}

/** Puts facts into the levels they belong to, wherever these stand. */
export function withFacts(nodes: OutlineNode[], facts: LevelTable['facts']): OutlineNode[] {
  if (facts.length === 0) return nodes
  return nodes.map((node) => {
    if (node.role !== 'level') return { ...node, children: withFacts(node.children, facts) }
    const own = facts.filter((fact) => fact.level === node.title).map((fact) => fact.node)
    return { ...node, children: [...own, ...node.children] }
  })
}
