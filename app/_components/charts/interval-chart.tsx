import { Fragment, useId } from 'react'

export type IntervalRow = {
  id: string
  label: string
  /** Shown at the end of the row, such as "62 (51 to 73)". */
  text: string
  value: number | null
  low: number
  high: number
  isFaint?: boolean
}

const ROW = 36
const AXIS = 18
const GUIDES = [0, 25, 50, 75, 100]
const NAMED = [0, 50, 100]
const ANCHORS: Record<number, 'start' | 'end'> = { 0: 'start', 100: 'end' }

// Two percent at either end, so that a dot there is whole.
const at = (value: number) => `${2 + 0.96 * value}%`

/**
 * A dot with its interval for each row, joined from one row to the next so that a change is seen as
 * a slope. Widths are in percent and texts in HTML, so that nothing shrinks on a small screen.
 */
export function IntervalChart({
  title,
  description,
  rows,
}: {
  title: string
  description: string
  rows: readonly IntervalRow[]
}) {
  const id = useId()
  return (
    <div className="flex gap-3 text-sm">
      <Column cells={rows.map((row) => ({ id: row.id, text: row.label }))} />
      <svg
        role="img"
        aria-labelledby={`${id}t ${id}d`}
        height={ROW * rows.length + AXIS}
        className="w-0 min-w-0 flex-1"
      >
        <title id={`${id}t`}>{title}</title>
        <desc id={`${id}d`}>{description}</desc>
        <Guides height={ROW * rows.length} />
        <Slopes rows={rows} />
        {rows.map((row, index) => (
          <Whisker key={row.id} row={row} y={middle(index)} />
        ))}
      </svg>
      <Column cells={rows} isEnd />
    </div>
  )
}

function Guides({ height }: { height: number }) {
  return GUIDES.map((guide) => (
    <Fragment key={guide}>
      <line x1={at(guide)} x2={at(guide)} y1={0} y2={height} className="stroke-line" />
      <text
        x={at(guide)}
        y={height + 13}
        textAnchor={ANCHORS[guide] ?? 'middle'}
        className="fill-ink-soft text-xs"
      >
        {NAMED.includes(guide) ? guide : null}
      </text>
    </Fragment>
  ))
}

function Column({
  cells,
  isEnd = false,
}: {
  cells: readonly { id: string; text: string }[]
  isEnd?: boolean
}) {
  return (
    <ul
      aria-hidden="true"
      className={isEnd ? 'shrink-0 text-end font-medium tabular-nums' : 'max-w-36 shrink-0'}
    >
      {cells.map(({ id, text }) => (
        <li key={id} className="flex h-9 items-center leading-tight">
          <span className={isEnd ? 'w-full' : 'line-clamp-2'}>{text}</span>
        </li>
      ))}
    </ul>
  )
}

function Slopes({ rows }: { rows: readonly IntervalRow[] }) {
  return rows.map((row, index) => {
    const next = rows[index + 1]
    if (!next || row.value === null || next.value === null) return <Fragment key={row.id} />
    return (
      <line
        key={row.id}
        x1={at(row.value)}
        y1={middle(index)}
        x2={at(next.value)}
        y2={middle(index + 1)}
        className="stroke-line-strong"
        strokeDasharray="3 3"
      />
    )
  })
}

function Whisker({ row, y }: { row: IntervalRow; y: number }) {
  if (row.value === null) return null
  const stroke = row.isFaint ? 'stroke-line-strong' : 'stroke-accent'
  return (
    <g>
      <line
        x1={at(row.low)}
        x2={at(row.high)}
        y1={y}
        y2={y}
        className={stroke}
        strokeWidth={2}
        strokeLinecap="round"
      />
      <circle
        cx={at(row.value)}
        cy={y}
        r={5}
        className={row.isFaint ? 'fill-paper stroke-line-strong' : 'fill-accent stroke-paper'}
        strokeWidth={1.5}
      />
    </g>
  )
}

function middle(index: number): number {
  return ROW * index + ROW / 2
}
