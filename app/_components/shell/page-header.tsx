import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'

/** Where one is, what it is, and what can be done with it. */
export function PageHeader({
  title,
  trail = [],
  lead,
  actions,
}: {
  title: ReactNode
  trail?: { href: string; title: string }[]
  lead?: ReactNode
  actions?: ReactNode
}) {
  return (
    <header className="mb-6">
      {trail.length > 0 ? (
        <nav aria-label="Breadcrumb" className="no-print mb-1.5 text-sm text-ink-soft">
          <ol className="flex flex-wrap gap-x-1.5">
            {trail.map((step) => (
              <li
                key={step.href}
                className="after:ms-1.5 after:content-['/'] last:after:content-none"
              >
                <Link
                  href={step.href as Route}
                  prefetch={false}
                  className="hover:text-ink hover:underline"
                >
                  {step.title}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight text-pretty">{title}</h1>
          {lead ? <div className="mt-1 max-w-prose text-ink-soft">{lead}</div> : null}
        </div>
        {actions ? (
          <div className="no-print flex flex-wrap items-center gap-2">{actions}</div>
        ) : null}
      </div>
    </header>
  )
}
