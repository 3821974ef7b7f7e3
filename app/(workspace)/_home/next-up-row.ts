import type { NextUp } from '@/lib/reviews/next-up/next-up'

export type NextUpRow = readonly [
  href: string,
  title: string,
  about: string,
  due: string,
  isLate: 0 | 1,
]

/** What a row shows, and no more, because it is sent beside the HTML that says the same. */
export function nextUpRow({
  href,
  title,
  due,
  cycleName,
  status,
  time,
  isLate,
}: NextUp): NextUpRow {
  const cycle = cycleName === title ? '' : `${cycleName} · `
  return [href, title, `${cycle}${status} · about ${time}`, due, isLate ? 1 : 0]
}
