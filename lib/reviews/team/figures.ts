import { daysApart } from '@/lib/cycles/local-day'
import { displayScore } from '@/lib/scoring/scale'
import { VERDICTS } from '@/lib/scoring/verdict'

/** Whole points of 100 with the ends of the interval; `cycle` is named where it is not the obvious one. */
export type ShownScore = { value: number; low: number; high: number; cycle: string | null }

/** A stored unit score as people read it; null stays null and is never a zero. */
export function shownScore(
  { score, half_width }: { score: number | null; half_width: number | null },
  cycle: string | null,
): ShownScore | null {
  if (score === null) return null
  const half = half_width ?? 0
  return {
    value: displayScore(score),
    low: displayScore(Math.max(0, score - half)),
    high: displayScore(Math.min(1, score + half)),
    cycle,
  }
}

export function verdictWord(id: string | null): string | null {
  return VERDICTS.find((verdict) => verdict.id === id)?.name ?? null
}

export function firstNameOf(name: string): string {
  return name.split(' ')[0] ?? name
}

export function timeSince(from: Date, now: Date): string {
  const days = Math.max(0, daysApart(from, now))
  const months = Math.floor(days / 30.44)
  const years = Math.floor(months / 12)
  if (months < 1) return 'new'
  return [years > 0 ? `${years} y` : '', months % 12 > 0 ? `${months % 12} mo` : '']
    .filter(Boolean)
    .join(' ')
}
