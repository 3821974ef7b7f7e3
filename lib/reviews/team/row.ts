import type { ShownScore } from './figures'
import type { TeamAction } from './stage'

/** One report as the table shows them. `verdict` is the rank of the verdict, 0 to 4. */
export type TeamRow = {
  id: string
  name: string
  level: string
  timeInLevel: string
  status: string
  detail: string
  score: ShownScore | null
  verdict: number | null
  evidence: string | null
  action: TeamAction | null
}

/**
 * The rows on their way to the browser. They go there beside the HTML that says the same, so the
 * names of fields stay behind and a text that many rows have is sent once: a cell is a value or its
 * place in `texts`.
 */
export type PackedRows = { texts: string[]; rows: PackedRow[] }

type PackedRow = readonly [
  id: string,
  name: string,
  level: number,
  timeInLevel: number,
  status: number,
  detail: number,
  evidence: number | null,
  verdict: number | null,
  score: readonly [value: number, low: number, high: number, cycle: number | null] | null,
  action: readonly [kind: TeamAction['kind'], id: string] | null,
]

export function packRows(rows: readonly TeamRow[]): PackedRows {
  const places = new Map<string, number>()
  const placeOf = (text: string): number => {
    const place = places.get(text) ?? places.size
    places.set(text, place)
    return place
  }
  const packed = rows.map((row) => packRow(row, placeOf))
  return { texts: [...places.keys()], rows: packed }
}

export function unpackRows({ texts, rows }: PackedRows): TeamRow[] {
  const text = (place: number): string => texts[place] ?? ''
  return rows.map(
    ([id, name, level, timeInLevel, status, detail, evidence, verdict, score, action]) => ({
      id,
      name,
      level: text(level),
      timeInLevel: text(timeInLevel),
      status: text(status),
      detail: text(detail),
      evidence: evidence === null ? null : text(evidence),
      verdict,
      score: score && {
        value: score[0],
        low: score[1],
        high: score[2],
        cycle: score[3] === null ? null : text(score[3]),
      },
      action: action && { kind: action[0], id: action[1] },
    }),
  )
}

function packRow(row: TeamRow, placeOf: (text: string) => number): PackedRow {
  const { score, action } = row
  return [
    row.id,
    row.name,
    placeOf(row.level),
    placeOf(row.timeInLevel),
    placeOf(row.status),
    placeOf(row.detail),
    row.evidence === null ? null : placeOf(row.evidence),
    row.verdict,
    score && [
      score.value,
      score.low,
      score.high,
      score.cycle === null ? null : placeOf(score.cycle),
    ],
    action && [action.kind, action.id],
  ]
}

/** Whether the list leaves anybody out. */
export function isFiltered({
  status,
  verdict,
  search,
}: {
  status?: string
  verdict?: string
  search: string
}): boolean {
  return Boolean(status || verdict || search)
}
