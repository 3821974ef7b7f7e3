import type { Route } from 'next'
import Link from 'next/link'
import type { CycleReading } from '@/lib/growth/profile/readings'

/** The ratings behind a row with their notes, cycle by cycle, and the packet in which they stand. */
export function Readings({ readings, isOwn }: { readings: CycleReading[]; isOwn: boolean }) {
  return (
    <div className="mt-2 grid gap-4 border-s-2 border-line ps-4 md:grid-cols-2">
      {readings.map(({ cycleId, label, packetId, marks, notes, remarks }) => (
        <div key={cycleId} className="min-w-0">
          <p className="flex flex-wrap gap-x-3 font-medium">
            {label}
            {packetId ? (
              <Link
                href={`/reviews/packets/${packetId}` as Route}
                prefetch={false}
                className="font-normal text-accent underline"
              >
                Read the packet
              </Link>
            ) : null}
            {!packetId && !isOwn ? (
              <span className="font-normal text-ink-soft">not shared yet</span>
            ) : null}
          </p>
          <ul className="text-sm">
            {marks.map(({ who, mark }, index) => (
              <li key={`${who} ${String(index)}`}>
                {who}: {mark.text}
              </li>
            ))}
            {remarks.map((remark) => (
              <li key={remark} className="text-ink-soft">
                {remark}
              </li>
            ))}
          </ul>
          {notes.map(({ who, text }) => (
            <figure key={`${who} ${text}`} className="mt-1.5 text-sm">
              <blockquote className="max-w-prose break-words">“{text}”</blockquote>
              <figcaption className="text-ink-soft">{who}</figcaption>
            </figure>
          ))}
        </div>
      ))}
    </div>
  )
}
