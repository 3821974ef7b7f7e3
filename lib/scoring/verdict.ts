import type { ScoringConfig } from './config'
import type { Gate } from './gates'
import { atLeast } from './scale'

/** From the least to the most ready; the position is the rank. */
export const VERDICTS = [
  { id: 'insufficient_evidence', name: 'Insufficient evidence' },
  { id: 'early', name: 'Early' },
  { id: 'developing', name: 'Developing' },
  { id: 'nearly_ready', name: 'Nearly ready' },
  { id: 'ready', name: 'Ready' },
] as const

export type Verdict = (typeof VERDICTS)[number]['id']

/** 0 (insufficient evidence) to 4 (ready). */
export function verdictRank(verdict: Verdict): number {
  return VERDICTS.findIndex(({ id }) => id === verdict)
}

/** The verdict in words, sentence case. */
export function verdictName(verdict: Verdict): string {
  return VERDICTS[verdictRank(verdict)]?.name ?? verdict
}

/**
 * First match (scoring.md 2.4): a data gate fails → insufficient evidence; R ≥ .90 and no gate
 * fails → ready; R ≥ .75 and at most 2 fail → nearly ready; R ≥ .50 → developing; else early.
 * In: R 0..1 or null (nothing observed) and all gates.
 */
export function verdictOf({
  value,
  gates,
  config,
}: {
  value: number | null
  gates: readonly Gate[]
  config: ScoringConfig
}): Verdict {
  const failed = gates.filter((gate) => !gate.pass)
  if (value === null || failed.some((gate) => gate.kind === 'data')) return 'insufficient_evidence'
  const { ready, nearlyReady, nearlyReadyFailures, developing } = config.verdicts
  const reaches = (need: number) => atLeast(value, need, config.epsilon)
  if (reaches(ready) && failed.length === 0) return 'ready'
  if (reaches(nearlyReady) && failed.length <= nearlyReadyFailures) return 'nearly_ready'
  return reaches(developing) ? 'developing' : 'early'
}
