import type { ScoringConfig } from './config'
import type {
  CategoryReadiness,
  CycleScores,
  IndicatorReadiness,
} from './measurement/indicator-readiness'
import { byId, compareIds } from './measurement/weighted-mean'
import { atLeast } from './scale'
import type { LevelScore } from './score'

export type GateId =
  | 'coverage'
  | 'raters'
  | 'categoryFloor'
  | 'critical'
  | 'met'
  | 'evidenced'
  | 'sustained'
  | 'currentLevel'

/** What a gate rests on; the gate's value is Σ weight·value over its parts. */
export type GatePart = {
  id: string
  label: string
  value: number
  need: number
  pass: boolean
  weight: number
}

/**
 * One condition of readiness. A `data` gate asks whether we know enough, a `merit` gate whether
 * the person shows enough. `share` values are 0..1. With several needs, value and need are those
 * of the first part that fails; value is null when there is nothing to measure.
 */
export type Gate = {
  id: GateId
  kind: 'data' | 'merit'
  label: string
  unit: 'share' | 'count'
  value: number | null
  need: number
  pass: boolean
  parts: readonly GatePart[]
}

/**
 * The eight gates of scoring.md 2.4 in order. In: coverage and categories of the target level
 * over indicators with a recent value, and the last K cycles, latest first.
 */
export function readinessGates({
  coverage,
  categories,
  cycles,
  config,
}: {
  coverage: number
  categories: readonly CategoryReadiness[]
  cycles: readonly CycleScores[]
  config: ScoringConfig
}): Gate[] {
  const rows = categories.flatMap((category) => category.indicators)
  return [
    coverageGate(coverage, categories, config),
    ratersGate(cycles, config),
    categoryFloorGate(categories, config),
    criticalGate(rows),
    ...shareGates(rows, config),
    currentLevelGate(cycles, config),
  ]
}

function coverageGate(
  coverage: number,
  categories: readonly CategoryReadiness[],
  config: ScoringConfig,
): Gate {
  const { coverage: need, categoryCoverage } = config.gates
  const meets = meeting(config)
  return leadingGate({
    id: 'coverage',
    kind: 'data',
    label: `At least ${percent(need)} of the next level and ${percent(categoryCoverage)} of each category was observed`,
    unit: 'share',
    need,
    parts: [
      meets('level', 'Next level', coverage, need),
      ...categories.map(({ id, label, coverage }) =>
        meets(`category ${id}`, label, coverage, categoryCoverage),
      ),
    ],
  })
}

function ratersGate(cycles: readonly CycleScores[], config: ScoringConfig): Gate {
  const shares = cycles.flatMap((cycle) => cycle.target.raters)
  const raters = new Set(shares.map(({ raterId }) => raterId)).size
  const managers = new Set(
    shares.filter(({ group }) => group === 'manager').map(({ raterId }) => raterId),
  ).size
  const need = config.gates
  const meets = meeting(config)
  return leadingGate({
    id: 'raters',
    kind: 'data',
    label: `At least ${people(need.raters)} rated the next level in the last ${config.sustainedCycles} cycles, of them ${need.managers} or more as manager`,
    unit: 'count',
    need: need.raters,
    parts: [
      meets('raters', 'People whose ratings count', raters, need.raters),
      meets('managers', 'Managers among them', managers, need.managers),
    ],
  })
}

function categoryFloorGate(categories: readonly CategoryReadiness[], config: ScoringConfig): Gate {
  const need = config.gates.categoryFloor
  const meets = meeting(config)
  return leadingGate({
    id: 'categoryFloor',
    kind: 'merit',
    label: `Readiness is at least ${percent(need)} in every category`,
    unit: 'share',
    need,
    parts: categories
      .flatMap(({ id, label, value }) => (value === null ? [] : [meets(id, label, value, need)]))
      .sort((a, b) => a.value - b.value || compareIds(a.id, b.id)),
  })
}

function criticalGate(rows: readonly IndicatorReadiness[]): Gate {
  const parts = rows
    .filter((row) => row.critical)
    .map(({ id, label, met }) => holding({ id, label, holds: met, weight: 1 }))
  return {
    id: 'critical',
    kind: 'merit',
    label: 'Every critical indicator is met',
    unit: 'count',
    value: parts.filter((part) => part.pass).length,
    need: parts.length,
    pass: parts.every((part) => part.pass),
    parts,
  }
}

function shareGates(rows: readonly IndicatorReadiness[], config: ScoringConfig): Gate[] {
  const { met, evidenced, sustained } = config.gates
  const { sustainedCycles, sustainedDays } = config
  return [
    shareGate({
      id: 'met',
      label: `Indicators worth at least ${percent(met)} are met`,
      need: met,
      rows,
      config,
    }),
    shareGate({
      id: 'evidenced',
      label: `Indicators worth at least ${percent(evidenced)} are met with evidence from the last ${sustainedCycles} cycles`,
      need: evidenced,
      rows,
      config,
    }),
    shareGate({
      id: 'sustained',
      label: `Indicators worth at least ${percent(sustained)} were met ${sustainedCycles} observed cycles in a row, over ${sustainedDays} days or more`,
      need: sustained,
      rows,
      config,
    }),
  ]
}

/** An absolute share of the level: a share of the met ones would let a higher rating undo a pass. */
function shareGate({
  id,
  label,
  need,
  rows,
  config,
}: {
  id: 'met' | 'evidenced' | 'sustained'
  label: string
  need: number
  rows: readonly IndicatorReadiness[]
  config: ScoringConfig
}): Gate {
  const parts = rows
    .filter((row) => row.current !== null)
    .map((row) =>
      holding({ id: row.id, label: row.label, holds: row[id], weight: row.effectiveWeight }),
    )
  const value = [...parts].sort(byId).reduce((sum, part) => sum + part.weight * part.value, 0)
  const pass = parts.length > 0 && atLeast(value, need, config.epsilon)
  return { id, kind: 'merit', label, unit: 'share', value, need, pass, parts }
}

function currentLevelGate(cycles: readonly CycleScores[], config: ScoringConfig): Gate {
  const { currentScore: need, currentCoverage, currentCategory } = config.gates
  const latest = cycles.find(({ current }) => current !== null && current.value !== null)?.current
  return leadingGate({
    id: 'currentLevel',
    kind: 'merit',
    label: `The current level scores at least ${percent(need)}, no category below ${percent(currentCategory)}, with ${percent(currentCoverage)} of it observed`,
    unit: 'share',
    need,
    parts: latest ? currentLevelParts(latest, config) : [],
  })
}

function currentLevelParts(score: LevelScore, config: ScoringConfig): GatePart[] {
  const { currentScore, currentCoverage, currentCategory } = config.gates
  const meets = meeting(config)
  return [
    meets('score', 'Score of the current level', score.value ?? 0, currentScore),
    meets('coverage', 'Observed of the current level', score.coverage, currentCoverage),
    ...score.categories.flatMap(({ id, label, value }) =>
      value === null ? [] : [meets(`category ${id}`, label, value, currentCategory)],
    ),
  ]
}

/** Passes when there are parts and all pass; shows the one that stands for those that do not. */
function leadingGate(gate: Omit<Gate, 'value' | 'pass'>): Gate {
  const lead = standingFor(gate.parts.filter((part) => !part.pass)) ?? gate.parts[0]
  return {
    ...gate,
    value: lead?.value ?? null,
    need: lead?.need ?? gate.need,
    pass: lead?.pass ?? false,
    parts: gate.parts.map((part) => (part === lead ? { ...part, weight: 1 } : part)),
  }
}

// What is of the whole level comes before its categories, and of these the weakest, in whatever order they come.
function standingFor(failing: readonly GatePart[]): GatePart | undefined {
  const ofLevel = failing.find(({ id }) => !id.startsWith('category '))
  return ofLevel ?? [...failing].sort((a, b) => a.value - b.value || byId(a, b))[0]
}

function meeting(config: ScoringConfig) {
  return (id: string, label: string, value: number, need: number): GatePart => ({
    id,
    label,
    value,
    need,
    pass: atLeast(value, need, config.epsilon),
    weight: 0,
  })
}

function holding({
  id,
  label,
  holds,
  weight,
}: {
  id: string
  label: string
  holds: boolean
  weight: number
}): GatePart {
  return { id, label, value: holds ? 1 : 0, need: 1, pass: holds, weight }
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))}%`
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`
}
