import { type LocatedNode, plainValue } from '../located'
import { mapNode } from './cells'
import type { Complain } from './csv-text'
import type { CsvRow } from './read-csv'
import type { RecordName } from './records'

type Gathering = { complain: Complain; lineOf: (at: number) => number }

/** The tree that the rows make together: points in scales, facts in levels, one item of several rows. */
export function rootOf(rows: readonly CsvRow[], gathering: Gathering): LocatedNode | null {
  const of = (record: RecordName) => rows.filter((row) => row.record === record)
  const [head, ...others] = of('ladder')
  if (!head) {
    gathering.complain('E009', 0, 'A row of the record "ladder" is missing.')
    return null
  }
  for (const { at } of others) {
    gathering.complain('E101', at, 'There is already a row of the record "ladder".')
  }
  const lists = {
    scales: scalesOf(of('point'), gathering),
    tracks: of('track').map(nodeOf),
    levels: levelsOf(of('level'), of('fact'), gathering),
    categories: of('category').map(nodeOf),
    targets: of('target').map(nodeOf),
    items: itemsOf(of('item'), gathering),
    transitions: of('transition').map(nodeOf),
    keymap: of('keymap').map(nodeOf),
  }
  const nodes = Object.entries(lists).map(([name, items]) => [name, listOf(items)] as const)
  return mapNode({ ...head.fields, ...Object.fromEntries(nodes) }, head.at)
}

function scalesOf(rows: CsvRow[], { complain }: Gathering): LocatedNode[] {
  const scales = new Map<string, { first: CsvRow; points: LocatedNode[] }>()
  for (const row of rows) {
    const { scale, kind, ...fields } = row.fields
    const key = textOf(scale)
    const known = scales.get(key) ?? { first: row, points: [] }
    if (textOf(known.first.fields.kind) !== textOf(kind)) {
      complain('E010', row.at, `The scale "${key}" is of another kind in its first row.`)
    }
    known.points.push(mapNode(fields, row.at))
    scales.set(key, known)
  }
  return [...scales.values()].map(({ first, points }) => {
    const { scale, kind } = first.fields
    return mapNode(defined({ key: scale, kind, points: listOf(points) }), first.at)
  })
}

function levelsOf(rows: CsvRow[], facts: CsvRow[], { complain }: Gathering): LocatedNode[] {
  const byLevel = new Map<string, LocatedNode[]>(rows.map((row) => [textOf(row.fields.key), []]))
  for (const { at, fields } of facts) {
    const { level, ...rest } = fields
    const own = byLevel.get(textOf(level))
    if (own) own.push(mapNode(rest, at))
    else complain('E401', level?.at ?? at, `There is no level "${textOf(level)}".`)
  }
  return rows.map(({ at, fields }) => {
    const own = listOf(byLevel.get(textOf(fields.key)) ?? [])
    return mapNode({ ...fields, facts: own }, at)
  })
}

// An item at three levels has three rows, which must say the same but for the level.
function itemsOf(rows: CsvRow[], gathering: Gathering): LocatedNode[] {
  const items = new Map<string, { first: CsvRow; levels: LocatedNode[] }>()
  for (const row of rows) {
    const key = textOf(row.fields.key)
    const known = items.get(key)
    const own = row.fields.levels?.kind === 'list' ? row.fields.levels.items : []
    if (key === '' || !known) items.set(key || `row ${row.at}`, { first: row, levels: [...own] })
    else addLevels(known, { row, own, key }, gathering)
  }
  return [...items.values()].map(({ first, levels }) =>
    mapNode({ ...first.fields, levels: listOf(levels) }, first.at),
  )
}

type Known = { first: CsvRow; levels: LocatedNode[] }
type Added = { row: CsvRow; own: LocatedNode[]; key: string }

function addLevels(known: Known, { row, own, key }: Added, { complain, lineOf }: Gathering) {
  const line = lineOf(known.first.at)
  const different = differenceOf(known.first, row)
  if (different !== null) {
    const message = `The rows of the item "${key}" disagree about "${different}"; see line ${line}.`
    complain('E303', row.at, message)
    return
  }
  const taken = new Set(known.levels.map(textOf))
  if (own.every((level) => taken.has(textOf(level)))) {
    complain('W604', row.at, `This row repeats line ${line} and is left out.`)
  } else known.levels.push(...own)
}

function differenceOf(a: CsvRow, b: CsvRow): string | null {
  const names = [...new Set([...Object.keys(a.fields), ...Object.keys(b.fields)])]
  const said = ({ fields }: CsvRow, name: string) => {
    const node = fields[name]
    return node ? JSON.stringify(plainValue(node)) : ''
  }
  return names.find((name) => name !== 'levels' && said(a, name) !== said(b, name)) ?? null
}

function nodeOf({ fields, at }: CsvRow): LocatedNode {
  return mapNode(fields, at)
}

function listOf(items: LocatedNode[]): LocatedNode {
  return { kind: 'list', at: items[0]?.at ?? 0, items }
}

function textOf(node: LocatedNode | undefined): string {
  return node?.kind === 'scalar' ? String(node.value ?? '').trim() : ''
}

function defined(fields: Record<string, LocatedNode | undefined>): Record<string, LocatedNode> {
  const entries = Object.entries(fields)
  return Object.fromEntries(entries.flatMap(([key, node]) => (node ? [[key, node] as const] : [])))
}
