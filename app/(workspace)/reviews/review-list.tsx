'use client'

import { Day } from '@/app/_components/ui/day'
import { Status } from '@/app/_components/ui/status'
import type { ReviewRow } from './review-row'
import './review-list.css'

const WHEN = { done: '', due: 'Due ', late: 'Late: due ' }

/** What somebody writes, a line each, drawn from plain rows. */
export function ReviewList({ rows }: { rows: readonly ReviewRow[] }) {
  return (
    <ul className="review-list" data-soft-links>
      {rows.map(({ id, title, cycle, status, on, look, time }) => (
        <li key={id}>
          <a href={`/reviews/${id}`}>
            <b>
              {title}
              <small>{cycle}</small>
            </b>
            <Status word={status} />
            <span className={look}>
              {WHEN[look]}
              <Day on={on} />
            </span>
            {time ? <span className="time">{time}</span> : null}
          </a>
        </li>
      ))}
    </ul>
  )
}
