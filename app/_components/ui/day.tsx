import { dayInWords, dayOfDate } from '@/lib/cycles/local-day'

/** A calendar day as everywhere in Rung: 12 Mar 2026. */
export function Day({ on }: { on: Date | string }) {
  const day = typeof on === 'string' ? on : dayOfDate(on)
  return (
    <time dateTime={day} className="whitespace-nowrap">
      {dayInWords(day)}
    </time>
  )
}
