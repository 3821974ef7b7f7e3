/** Groups whose ratings count. Self is asked and shown, and enters no score. */
export const OFFICIAL_GROUPS = ['manager', 'peer', 'report'] as const

export type OfficialGroup = (typeof OFFICIAL_GROUPS)[number]
export type RaterGroup = OfficialGroup | 'self'

/**
 * One answer: `value` is 1..5, or null for "Not observed". In a cycle
 * a rater belongs to one group and answers an indicator once.
 * Without `raterLabel` the explanation names the group only and hides `evidenceIds`.
 */
export type Rating = {
  indicatorId: string
  raterId: string
  raterLabel?: string
  group: RaterGroup
  value: number | null
  evidenceIds?: readonly string[]
}

export type RatedIndicator = { id: string; label: string; weight: number; critical?: boolean }

export type RatedCategory = {
  id: string
  label: string
  weight: number
  indicators: readonly RatedIndicator[]
}

/** What is rated at one level. Weights are positive and relative; ids are unique in the level. */
export type RatedLevel = { id: string; label: string; categories: readonly RatedCategory[] }

/** Evidence for one target indicator; a rating's note is one too. `on` is an ISO day. */
export type EvidenceItem = { id: string; indicatorId: string; on: string }

export type Interval = { low: number; high: number }

export type Confidence = 'high' | 'medium' | 'low'
