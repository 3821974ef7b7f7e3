'use client'

import type { Route } from 'next'
import Link from 'next/link'
import type { NextUp } from '@/lib/reviews/next-up/next-up'

/** Drawn from plain rows, which is half the work and half the bytes of rows drawn on the server. */
export function NextUpList({ items }: { items: NextUp[] }) {
  return (
    <ol className="divide-y divide-line rounded-md border border-line bg-surface">
      {items.map((item) => (
        <li key={item.key}>
          <Link
            href={item.href as Route}
            prefetch={false}
            className="flex flex-wrap items-baseline justify-between gap-x-6 px-4 py-2.5 hover:bg-sunken"
          >
            <span className="font-medium">{item.title}</span>
            <span className={item.isLate ? 'font-semibold text-danger' : ''}>{item.due}</span>
            <span className="basis-full text-sm text-ink-soft">
              {item.cycleName === item.title ? '' : `${item.cycleName} · `}
              {item.status} · about {item.time}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  )
}
