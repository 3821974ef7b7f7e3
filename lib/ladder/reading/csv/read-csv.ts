import type { FileMessage } from '../../format/messages'
import { severityOf } from '../../format/messages'
import type { OutlineNode, Question, Reader, Reading } from '../outline'
import { levelTree } from '../records/level-tree'
import type { RecordReport } from '../records/values'
import { COLUMN_ROLES, type ColumnRole, ROLE_LABELS } from './columns'
import { readGrid, transposed } from './grid'
import { readLongForm } from './long-form'
import { headersOf, type Shape, shapeOf, type TableShape } from './shape'
import { type Table, tableOf } from './table'

const SHAPE_LABELS: Record<Shape, string> = {
  long: 'One row for each item',
  grid: 'Levels are columns, categories are rows',
  transposed: 'Levels are rows, categories are columns',
}
const IN_GRIDS: readonly ColumnRole[] = ['level-column', 'category', 'subcategory', 'ignored']

/**
 * Reads CSV with commas, semicolons or tabs: one row for each item, or levels by categories either
 * way round. `columns` of the mapping says what a column is, by its header.
 */
export const readCsv: Reader = (files, mapping) => {
  const messages: FileMessage[] = []
  const report: RecordReport = (code, { file, line, column }, message) => {
    messages.push({ file, line, column, code, severity: severityOf(code), message })
  }
  const tree = levelTree()
  const questions: Question[] = []
  const left: OutlineNode[] = []
  files.forEach((file, index) => {
    const table = tableOf(file, { index, report })
    if (!table) return
    const { shape, columns } = shapeOf(table, mapping)
    if (questions.length === 0) questions.push(...questionsOf(table, { shape, columns }))
    if (shape === 'long') left.push(...readLongForm(table, { tree, report, columns }))
    else if (shape === 'grid') left.push(...readGrid(table, { tree, report, columns }))
    else left.push(...readTransposed(table, { mapping, tree, report }))
  })
  return {
    reader: 'csv',
    outline: [...tree.outline(), ...left],
    messages,
    questions,
    options: { title: titleOf(files[0]?.name ?? ''), language: 'en' },
    document: null,
  } satisfies Reading
}

type Turning = {
  mapping: Parameters<Reader>[1]
  tree: ReturnType<typeof levelTree>
  report: RecordReport
}

function readTransposed(table: Table, { mapping, tree, report }: Turning): OutlineNode[] {
  const [head] = table.heads
  if (head && mapping.answers['csv-shape'] === undefined) {
    report('W703', head.at, 'Levels seem to be the rows of this table; it is read that way round.')
  }
  const turned = transposed(table)
  // What is said of a column holds for the category that it is, when the table is turned.
  const answers = { 'csv-shape': 'grid' }
  const { columns } = shapeOf(turned, { ...mapping, answers, columns: {} })
  const levels = columns.map((column) =>
    column.index > 0 && column.header !== ''
      ? { ...column, role: 'level-column' as const }
      : { ...column, role: column.index === 0 ? ('category' as const) : ('ignored' as const) },
  )
  const ignored = new Set(
    shapeOf(table, mapping)
      .columns.filter(({ role }) => role === 'ignored')
      .map(({ index }) => index - 1),
  )
  const rows = turned.rows.filter((_row, index) => !ignored.has(index))
  return readGrid({ ...turned, rows }, { tree, report, columns: levels })
}

function questionsOf(table: Table, { shape, columns }: TableShape): Question[] {
  const place = table.heads.at(-1)?.at ?? { file: table.name, line: 1, column: 1 }
  const at = { file: place.file, line: place.line, column: place.column }
  const roles = shape === 'long' ? COLUMN_ROLES.filter((role) => role !== 'level-column') : IN_GRIDS
  const headers = headersOf(table)
  return [
    {
      id: 'csv-shape',
      ask: 'How is the table laid out?',
      choices: Object.entries(SHAPE_LABELS).map(([value, label]) => ({ value, label })),
      chosen: shape,
      isSure: shape !== 'transposed',
      place: at,
    },
    ...columns.map(({ index, role, hint }): Question => {
      const header = headers[index] || `column ${index + 1}`
      const guess = hint === null ? '' : ` It looks like "${hint}".`
      return {
        id: `column:${index + 1}`,
        ask: `What is "${header}"?${guess}`,
        choices: roles.map((value) => ({ value, label: ROLE_LABELS[value] })),
        chosen: role,
        isSure: hint === null,
        place: at,
      }
    }),
  ]
}

function titleOf(name: string): string {
  const stem = name
    .replace(/^.*[/\\]/, '')
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[._-]+/g, ' ')
    .trim()
  return stem === '' ? 'Ladder' : stem.charAt(0).toUpperCase() + stem.slice(1)
}
