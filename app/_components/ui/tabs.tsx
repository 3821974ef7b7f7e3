'use client'

/** Tabs that live in the URL: links, so that back and bookmarks work. Plain ones, see `useSoftLinks`. */
export function TabLinks({
  label,
  tabs,
}: {
  label: string
  tabs: { href: string; title: string; isCurrent: boolean }[]
}) {
  return (
    <nav aria-label={label} className="tab-links no-print" data-soft-links>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.isCurrent ? 'page' : undefined}>
          {tab.title}
        </a>
      ))}
    </nav>
  )
}
