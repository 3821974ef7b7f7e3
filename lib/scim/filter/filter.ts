/** An attribute as a request names it: perhaps with the schema that has it, perhaps one part of it. */
export type AttributePath = { schema: string | null; name: string; part: string | null }

export const COMPARISONS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type Comparison = (typeof COMPARISONS)[number]

export type FilterValue = string | number | boolean | null

/** A filter of RFC 7644 section 3.4.2.2. */
export type Filter =
  | { kind: 'and' | 'or'; left: Filter; right: Filter }
  | { kind: 'not'; of: Filter }
  | { kind: 'present'; path: AttributePath }
  | { kind: 'compare'; path: AttributePath; comparison: Comparison; value: FilterValue }
  /** One and the same element has all of it, as in `emails[type eq "work" and primary eq true]`. */
  | { kind: 'element'; path: AttributePath; of: Filter }

export const MAX_FILTER_LENGTH = 4_000
export const MAX_FILTER_TERMS = 60
export const MAX_FILTER_DEPTH = 20
