import type { Route } from 'next'
import Link from 'next/link'

/** Tabs that live in the URL: links, so that back and bookmarks work. */
export function TabLinks({
  label,
  tabs,
}: {
  label: string
  tabs: { href: string; title: string; isCurrent: boolean }[]
}) {
  return (
    <nav aria-label={label} className="no-print flex gap-1 overflow-x-auto border-b border-line">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href as Route}
          prefetch={false}
          aria-current={tab.isCurrent ? 'page' : undefined}
          className="-mb-px border-b-2 border-transparent px-3 py-2 font-medium whitespace-nowrap text-ink-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {tab.title}
        </Link>
      ))}
    </nav>
  )
}
