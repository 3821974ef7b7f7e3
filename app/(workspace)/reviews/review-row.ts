import { localDay } from '@/lib/cycles/local-day'
import type { MyReview } from '@/lib/reviews/queries'

/** What a row shows, and no more, because it is sent beside the HTML that says the same. */
export type ReviewRow = {
  id: string
  title: string
  cycle: string
  status: string
  on: string
  look: 'done' | 'due' | 'late'
  time: string
}

export function reviewRow(review: MyReview, isOpen: boolean): ReviewRow {
  const { reviewId: id, title, cycleName: cycle, statusWord: status, timeZone } = review
  const time = isOpen ? inHours(review.minutes) : ''
  const row = { id, title, cycle, status, time }
  if (review.submittedAt)
    return { ...row, on: localDay(review.submittedAt, timeZone), look: 'done' }
  const look = review.isLate && isOpen ? 'late' : 'due'
  return { ...row, on: localDay(review.dueAt, timeZone), look }
}

export function inHours(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  return `${Math.round(minutes / 30) / 2} h`
}
