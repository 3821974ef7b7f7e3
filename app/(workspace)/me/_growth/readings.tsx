import type { CycleReading } from '@/lib/growth/profile/readings'
import { readingPath } from './paths'
import './growth.css'

/** The ratings behind a row with their notes, cycle by cycle, and the packet in which they stand. */
export function Readings({ readings }: { readings: CycleReading[] }) {
  return (
    <div className="readings" data-soft-links>
      {readings.map(({ cycleId, label, packetId, participantId, marks, notes, remarks }) => (
        <div key={cycleId}>
          <p>
            {label}
            <a href={readingPath({ packetId, participantId })}>
              {packetId ? 'Read the packet' : 'Read what was handed in'}
            </a>
            {packetId ? null : <span>not shared yet</span>}
          </p>
          <ul>
            {marks.map(({ who, mark }, index) => (
              <li key={`${who} ${String(index)}`}>{`${who}: ${mark.text}`}</li>
            ))}
            {remarks.map((remark) => (
              <li key={remark} className="text-ink-soft">
                {remark}
              </li>
            ))}
          </ul>
          {notes.map(({ who, text }) => (
            <figure key={`${who} ${text}`}>
              <blockquote>{`“${text}”`}</blockquote>
              <figcaption>{who}</figcaption>
            </figure>
          ))}
        </div>
      ))}
    </div>
  )
}
