import { type ExplanationNode, noteOf, raterNodes, WEIGHTLESS } from './explanation-node'
import type { Gate } from './gates'
import { attainmentOf, recencyShares } from './measurement/attainment'
import type {
  CategoryReadiness,
  CycleScores,
  IndicatorReadiness,
} from './measurement/indicator-readiness'
import type { Readiness } from './readiness'
import type { CategoryScore, IndicatorScore, LevelScore } from './score'

export type { ExplanationNode } from './explanation-node'

/** The score of a level from the whole down to each rating, in the order of the ladder. */
export function explainScore(score: LevelScore): ExplanationNode {
  const path = `level:${score.id}`
  return {
    kind: 'level',
    ...rootOf(path, score.label, score.value),
    children: score.categories.map((category) => scoreCategory(category, path)),
  }
}

/** Readiness from the verdict's R down to each rating of each cycle, then the gates. */
export function explainReadiness(readiness: Readiness): ExplanationNode {
  const path = `level:${readiness.target.id}`
  return {
    kind: 'level',
    ...rootOf(path, readiness.target.label, readiness.value),
    children: [
      ...readiness.categories.map((category) => readinessCategory(category, readiness, path)),
      ...readiness.gates.map((gate) => gateNode(gate, path)),
    ],
  }
}

function rootOf(id: string, label: string, value: number | null) {
  if (value === null) return { id, label, value, ...WEIGHTLESS, note: 'Not observed' }
  return { id, label, value, localWeight: 1, effectiveWeight: 1, contribution: value }
}

function scoreCategory(category: CategoryScore, parent: string): ExplanationNode {
  const path = `${parent}/category:${category.id}`
  return {
    kind: 'category',
    ...categoryNode(category, path),
    children: category.indicators.map((indicator) => scoreIndicatorNode(indicator, path)),
  }
}

function categoryNode(
  category: { label: string; value: number | null; localWeight: number },
  id: string,
) {
  const { label, value, localWeight } = category
  return {
    id,
    label,
    value,
    localWeight,
    effectiveWeight: localWeight,
    contribution: localWeight * (value ?? 0),
    ...(value === null && { note: 'Not observed' }),
  }
}

function scoreIndicatorNode(indicator: IndicatorScore, parent: string): ExplanationNode {
  const { label, value, localWeight, effectiveWeight } = indicator
  const id = `${parent}/indicator:${indicator.id}`
  const note = noteOf(indicator)
  return {
    kind: 'indicator',
    id,
    label,
    value,
    localWeight,
    effectiveWeight,
    contribution: effectiveWeight * (value ?? 0),
    ...(note && { note }),
    children: raterNodes(indicator, { path: id, effectiveWeight, scale: 1 }),
  }
}

function readinessCategory(
  category: CategoryReadiness,
  readiness: Readiness,
  parent: string,
): ExplanationNode {
  const path = `${parent}/category:${category.id}`
  return {
    kind: 'category',
    ...categoryNode(category, path),
    children: category.indicators.map((row) => rowNode(row, readiness, path)),
  }
}

function rowNode(row: IndicatorReadiness, readiness: Readiness, parent: string): ExplanationNode {
  const { attainment, localWeight, effectiveWeight } = row
  const id = `${parent}/indicator:${row.id}`
  const values = row.history.map((point) => (row.current === null ? null : point.value))
  const shares = recencyShares(values, readiness.config)
  const recent = readiness.config.sustainedCycles
  return {
    kind: 'indicator',
    id,
    label: row.label,
    value: attainment,
    localWeight,
    effectiveWeight,
    contribution: effectiveWeight * (attainment ?? 0),
    ...(attainment === null && { note: `Not observed in the last ${recent} cycles` }),
    ...(row.recentEvidenceIds.length > 0 && { evidence: row.recentEvidenceIds }),
    children: readiness.cycles.map((cycle, index) =>
      attainNode({ row, cycle, readiness, localWeight: shares[index] ?? 0, path: id }),
    ),
  }
}

function attainNode({
  row,
  cycle,
  readiness: { config },
  localWeight,
  path,
}: {
  row: IndicatorReadiness
  cycle: CycleScores
  readiness: Readiness
  localWeight: number
  path: string
}): ExplanationNode {
  const indicator = indicatorIn(cycle, row)
  const score = indicator?.value ?? null
  const attained = score === null ? null : attainmentOf(score, config)
  const effectiveWeight = row.effectiveWeight * localWeight
  const contribution = effectiveWeight * (attained ?? 0)
  const id = `${path}/cycle:${cycle.id}`
  const scale = score && attained ? attained / score : 1 / config.metAt
  const note = indicator && noteOf(indicator)
  const scored: ExplanationNode = {
    kind: 'cycle',
    id: `${id}/score`,
    label: cycle.label,
    value: score,
    localWeight: score === null ? 0 : 1,
    effectiveWeight,
    contribution,
    ...(note && { note }),
    children: indicator ? raterNodes(indicator, { path: id, effectiveWeight, scale }) : [],
  }
  const weights = { localWeight, effectiveWeight, contribution }
  const { label } = cycle
  const { metAt: need } = config
  return { kind: 'attain', need, id, label, value: attained, ...weights, children: [scored] }
}

function indicatorIn(cycle: CycleScores, row: IndicatorReadiness): IndicatorScore | undefined {
  const category = cycle.target.categories.find(({ id }) => id === row.categoryId)
  return category?.indicators.find(({ id }) => id === row.id)
}

function gateNode(gate: Gate, parent: string): ExplanationNode {
  const { id: gateId, unit } = gate
  const id = `${parent}/gate:${gateId}`
  const node = (part: {
    id: string
    label: string
    value: number | null
    need: number
    pass: boolean
  }) => ({
    kind: 'gate' as const,
    gateId,
    unit,
    label: part.label,
    value: part.value,
    ...WEIGHTLESS,
    need: part.need,
    pass: part.pass,
  })
  return {
    ...node(gate),
    id,
    children: gate.parts.map((part) => ({
      ...node(part),
      id: `${id}/${part.id}`,
      localWeight: part.weight,
      children: [],
    })),
  }
}
