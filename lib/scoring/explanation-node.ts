import type { GateId } from './gates'
import type { GroupMean, IndicatorMean, ObservedRating } from './measurement/indicator-score'
import type { OfficialGroup, RaterGroup } from './rating'
import { toPoints } from './scale'

type Detail =
  | { kind: 'level' | 'category' | 'indicator' | 'cycle' | 'gap' }
  | { kind: 'attain'; need: number }
  | { kind: 'group'; group: OfficialGroup }
  | { kind: 'rating'; group: RaterGroup; points: number }
  | {
      kind: 'gate'
      gateId: GateId
      unit: 'share' | 'count'
      need: number
      pass: boolean
    }

/**
 * One step of an explanation (scoring.md 2.5). Every parent's value is Σ localWeight·value of its
 * children, except `attain` (the child over θ, capped at 1); the contributions of the leaves sum
 * to the root's value and their effective weights to 1. Gates and gaps weigh nothing in the root.
 * It names a rater only by the label given with the rating, and no id of a rater is in it.
 */
export type ExplanationNode = Detail & {
  id: string
  label: string
  value: number | null
  localWeight: number
  effectiveWeight: number
  contribution: number
  note?: string
  evidence?: readonly string[]
  children: readonly ExplanationNode[]
}

/** Where a node hangs: its weight in the root, and by how much a cap above it scales its gain. */
export type Place = { path: string; effectiveWeight: number; scale: number }

export const WEIGHTLESS = { localWeight: 0, effectiveWeight: 0, contribution: 0 }

const GROUP_NAMES: Record<RaterGroup, { one: string; many: string }> = {
  manager: { one: 'Manager', many: 'Managers' },
  peer: { one: 'Peer', many: 'Peers' },
  report: { one: 'Report', many: 'Reports' },
  self: { one: 'Self', many: 'Self' },
}

export function noteOf({ value, noManager, disagree }: IndicatorMean): string | null {
  if (value === null) return 'Not observed'
  const notes = [noManager && 'No manager rating', disagree && 'Raters disagree'].filter(Boolean)
  return notes.length > 0 ? notes.join('. ') : null
}

/** Groups that count, groups too small to show, and the self-rating as a weightless gap. */
export function raterNodes(indicator: IndicatorMean, place: Place): ExplanationNode[] {
  const nodes = indicator.groups.map((group) => groupNode(group, place))
  for (const { group, needed } of indicator.withheld) {
    nodes.push({
      kind: 'group',
      group,
      id: `${place.path}/group:${group}`,
      label: GROUP_NAMES[group].many,
      value: null,
      ...WEIGHTLESS,
      note: `Fewer than ${needed} answered, so these ratings do not count and are not shown`,
      children: [],
    })
  }
  if (indicator.selfValue !== null) nodes.push(gapNode(indicator, place.path))
  return nodes
}

function groupNode(group: GroupMean, place: Place): ExplanationNode {
  const effectiveWeight = place.effectiveWeight * group.localWeight
  const path = `${place.path}/group:${group.group}`
  const { one, many } = GROUP_NAMES[group.group]
  const localWeight = 1 / group.ratings.length
  const weights = { localWeight, effectiveWeight: effectiveWeight * localWeight }
  return {
    kind: 'group',
    group: group.group,
    id: path,
    label: group.ratings.length === 1 ? one : many,
    value: group.value,
    localWeight: group.localWeight,
    effectiveWeight,
    contribution: effectiveWeight * place.scale * group.value,
    children: forDisplay(group.ratings, one).map((rating, index) => ({
      ...ratingNode(rating, group.group, `${path}/rating:${index + 1}`),
      ...weights,
      contribution: weights.effectiveWeight * place.scale * rating.value,
    })),
  }
}

/** Unlabelled raters stand by rating, never by rater: a fixed place would identify them. */
function forDisplay(ratings: readonly ObservedRating[], unlabelled: string): ObservedRating[] {
  if (ratings.length === 1) return [...ratings]
  const labelOf = (rating: ObservedRating) => rating.raterLabel ?? unlabelled
  return [...ratings].sort((a, b) => {
    if (labelOf(a) !== labelOf(b)) return labelOf(a) < labelOf(b) ? -1 : 1
    return b.value - a.value
  })
}

function ratingNode(rating: ObservedRating, group: RaterGroup, id: string): ExplanationNode {
  const named = group === 'self' || rating.raterLabel !== null
  return {
    kind: 'rating',
    group,
    points: toPoints(rating.value),
    id,
    label: rating.raterLabel ?? GROUP_NAMES[group].one,
    value: rating.value,
    ...WEIGHTLESS,
    ...(named && rating.evidence.length > 0 && { evidence: rating.evidence }),
    children: [],
  }
}

/** Self minus the score of the others, as two weightless terms. */
function gapNode(indicator: IndicatorMean, parent: string): ExplanationNode {
  const id = `${parent}/gap`
  const children: ExplanationNode[] = indicator.self.map((rating, index) => ({
    ...ratingNode(rating, 'self', `${id}/self:${index + 1}`),
    localWeight: 1 / indicator.self.length,
  }))
  if (indicator.value !== null) {
    children.push({
      kind: 'indicator',
      id: `${id}/score`,
      label: 'Score without self',
      value: indicator.value,
      ...WEIGHTLESS,
      localWeight: -1,
      children: [],
    })
  }
  const label = 'Self-rating against the score'
  return { kind: 'gap', id, label, value: indicator.gap, ...WEIGHTLESS, children }
}
