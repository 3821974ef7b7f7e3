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

/** A row on its way to the browser. It goes there beside the HTML, so names of fields stay behind. */
export type PackedRow = readonly [
  id: string,
  name: string,
  level: string,
  timeInLevel: string,
  status: string,
  detail: string,
  score: readonly [value: number, low: number, high: number, cycle?: string] | null,
  verdict: number | null,
  evidence: string | null,
  action: readonly [kind: TeamAction['kind'], id: string] | null,
]

export function packRow({ score, action, ...row }: TeamRow): PackedRow {
  const { id, name, level, timeInLevel, status, detail, verdict, evidence } = row
  const ends = score && ([score.value, score.low, score.high] as const)
  return [
    id,
    name,
    level,
    timeInLevel,
    status,
    detail,
    ends && (score.cycle ? [...ends, score.cycle] : ends),
    verdict,
    evidence,
    action && [action.kind, action.id],
  ]
}

export function unpackRow(packed: PackedRow): TeamRow {
  const [id, name, level, timeInLevel, status, detail, score, verdict, evidence, action] = packed
  return {
    id,
    name,
    level,
    timeInLevel,
    status,
    detail,
    score: score && { value: score[0], low: score[1], high: score[2], cycle: score[3] ?? null },
    verdict,
    evidence,
    action: action && { kind: action[0], id: action[1] },
  }
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
