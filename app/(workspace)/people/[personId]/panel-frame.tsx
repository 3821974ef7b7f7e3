import type { ReactNode } from 'react'
import { ButtonLink } from '@/app/_components/ui/button'

/** The form that the address has open, below the name of the person. */
export function PanelFrame({
  title,
  says,
  personId,
  children,
}: {
  title: string
  says: string
  personId: string
  children: ReactNode
}) {
  return (
    <section
      aria-labelledby="panel"
      className="mb-8 max-w-xl rounded-md border border-line bg-surface px-5 py-4"
    >
      <div className="flex items-start justify-between gap-4">
        <h2 id="panel" className="text-lg font-semibold">
          {title}
        </h2>
        <ButtonLink look="quiet" href={`/people/${personId}`}>
          Close
        </ButtonLink>
      </div>
      <p className="mb-3 text-ink-soft">{says}</p>
      {children}
    </section>
  )
}
