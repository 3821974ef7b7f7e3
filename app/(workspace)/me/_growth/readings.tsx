import type { Route } from 'next'
import Link from 'next/link'
import type { CycleReading } from '@/lib/growth/profile/readings'
import { readingPath } from './paths'

/** The ratings behind a row with their notes, cycle by cycle, and the packet in which they stand. */
export function Readings({ readings }: { readings: CycleReading[] }) {
  return (
    <div className="mt-2 grid gap-4 border-s-2 border-line ps-4 md:grid-cols-2">
      {readings.map(({ cycleId, label, packetId, participantId, marks, notes, remarks }) => (
        <div key={cycleId} className="min-w-0">
          <p className="flex flex-wrap gap-x-3 font-medium">
            {label}
            <Link
              href={readingPath({ packetId, participantId }) as Route}
              prefetch={false}
              className="font-normal text-accent underline"
            >
              {packetId ? 'Read the packet' : 'Read what was handed in'}
            </Link>
            {packetId ? null : <span className="font-normal text-ink-soft">not shared yet</span>}
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
