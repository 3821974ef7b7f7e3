import { mkdirSync, writeFileSync } from 'node:fs'
import type { Budget } from '../targets'
import { describeMachine } from './machine'

/** One line of the report: what was measured, against what it was meant to be. */
export type Figure = {
  measure: string
  value: number
  unit: string
  /** How the value was spread, and what else is worth knowing. */
  detail?: string
  budget?: Budget
  /** Whether the value must stay above its budget or below. */
  direction?: 'atLeast' | 'atMost'
  raw?: unknown
}

export function isOk({ value, budget, direction = 'atMost' }: Figure): boolean | null {
  if (!budget) return null
  return direction === 'atLeast' ? value >= budget.must : value <= budget.must
}

export function printFigures(figures: Figure[]): void {
  const rows = figures.map((figure) => [
    figure.measure,
    `${shown(figure.value)}${figure.unit}`,
    budgetWords(figure),
    { true: 'ok', false: 'MISSED', null: '' }[String(isOk(figure)) as 'true' | 'false' | 'null'],
    figure.detail ?? '',
  ])
  const head = ['measure', 'figure', 'budget', '', 'detail']
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: string[]) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  console.log(`\n${line(head).trimEnd()}`)
  for (const row of rows) console.log(line(row).trimEnd())
}

export function writeReport(
  name: string,
  report: { figures: Figure[]; notes: string[]; options: object },
): string {
  mkdirSync('tests/bench/out', { recursive: true })
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const file = `tests/bench/out/${stamp}-${name}.json`
  const figures = report.figures.map((figure) => ({ ...figure, ok: isOk(figure) }))
  const whole = { at: new Date().toISOString(), machine: describeMachine(), ...report, figures }
  writeFileSync(file, `${JSON.stringify(whole, null, 2)}\n`)
  return file
}

export function shown(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return String(Math.round(value))
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}

function budgetWords({ budget, direction = 'atMost', unit }: Figure): string {
  if (!budget) return ''
  const sign = direction === 'atLeast' ? '≥' : '≤'
  const wanted = budget.wanted === undefined ? '' : ` (wanted ${budget.wanted}${unit})`
  return `${sign} ${budget.must}${unit}${wanted}`
}
