import { ARROW, unescapeShift } from '../../body/transitions'
import type { LocatedNode, Scalar } from '../located'
import type { CsvCell } from './csv-text'
import { textsOfCell } from './lists'
import type { CellType } from './records'

/** What a cell with words in it says, as a node of the tree; every part of it stands at the cell. */
export function nodeOfCell({ text, at }: CsvCell, type: CellType): LocatedNode {
  if (type === 'text') return scalar(text, at)
  if (type === 'number') return scalar(numberOf(text), at)
  if (type === 'flag') return scalar(flagOf(text), at)
  if (type === 'level') return list([text.trim()], at, scalar)
  if (type === 'keys') return list(text.split(/[\s,]+/).filter(Boolean), at, scalar)
  return list(textsOfCell(text), at, ENTRIES[type])
}

export function scalar(value: Scalar, at: number): LocatedNode {
  return { kind: 'scalar', at, value }
}

export function mapNode(fields: Record<string, LocatedNode>, at: number): LocatedNode {
  const entries = Object.entries(fields)
  return {
    kind: 'map',
    at,
    entries: entries.map(([key, value]) => ({ key, keyAt: value.at, value })),
  }
}

const ENTRIES = { list: scalar, anchors: anchorOf, links: linkOf, shifts: shiftOf }

function list(
  texts: string[],
  at: number,
  nodeOf: (text: string, at: number) => LocatedNode,
): LocatedNode {
  return { kind: 'list', at, items: texts.map((text) => nodeOf(text, at)) }
}

function anchorOf(text: string, at: number): LocatedNode {
  const match = /^@([^\s:]+):\s*(.*)$/s.exec(text)
  return match ? pairNode({ point: match[1], text: match[2] }, at) : pairNode({ text }, at)
}

function linkOf(text: string, at: number): LocatedNode {
  const match = /^(.*)\s(\S+)$/s.exec(text)
  return match ? pairNode({ label: match[1], url: match[2] }, at) : pairNode({ url: text }, at)
}

function shiftOf(text: string, at: number): LocatedNode {
  const arrow = ARROW.exec(text)
  if (!arrow) return pairNode({ from: text }, at)
  const from = unescapeShift(text.slice(0, arrow.index))
  const to = unescapeShift(text.slice(arrow.index + arrow[0].length))
  return pairNode({ from, to }, at)
}

function pairNode(values: Record<string, string | undefined>, at: number): LocatedNode {
  const nodes = Object.entries(values).map(([key, value = '']) => [key, scalar(value, at)])
  return mapNode(Object.fromEntries(nodes), at)
}

function numberOf(text: string): Scalar {
  // Spreadsheets of many countries write a comma before the decimals.
  const written = text.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2')
  return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(written) ? Number(written) : text
}

function flagOf(text: string): Scalar {
  const written = text.trim().toLowerCase()
  return written === 'true' || written === 'false' ? written === 'true' : text
}
