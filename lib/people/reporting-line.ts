/** A value held from one day (inclusive) to another (exclusive); null while it lasts. Days as 2026-03-12. */
export type Span<Value> = { value: Value; fromOn: string; toOn: string | null }

/**
 * The spans after a change that takes effect on a day: what began that day or later is replaced,
 * what lasts ends there, and what was ended that same day by mistake goes on as if nothing had been.
 * The statements of the import say the same for twenty thousand people at once.
 */
export function changeOn<Value>(
  spans: readonly Span<Value>[],
  { value, day }: { value: Value | null; day: string },
): Span<Value>[] {
  const kept = spans
    .filter((span) => span.toOn !== null || span.fromOn < day)
    .map((span) => (span.toOn === null ? { ...span, toOn: day } : span))
  if (value === null) return kept
  const resumed = kept.findIndex((span) => span.toOn === day && span.value === value)
  if (resumed < 0) return [...kept, { value, fromOn: day, toOn: null }]
  return kept.map((span, index) => (index === resumed ? { ...span, toOn: null } : span))
}

/** The calendar day at this instant where the organisation is, as 2026-03-12. */
export function dayIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now)
}
