import type { Metadata, Route } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { load } from '@/app/_server/page'
import { type AuditView, listAudit } from '@/lib/audit/log/queries'
import { AuditFilterForm } from './audit-filter'
import { AuditTable } from './audit-table'
import { ChainLine } from './chain-line'
import { auditHref } from './hrefs'

export const metadata: Metadata = { title: 'Audit log' }

export default async function AuditPage({ searchParams }: PageProps<'/admin/audit'>) {
  const view = await load(listAudit, await searchParams)
  return (
    <>
      <PageHeader title="Audit log" lead={view.lead} />
      <ChainLine chain={view.chain} />
      <AuditFilterForm view={view} />
      <Found view={view} />
    </>
  )
}

function Found({ view }: { view: AuditView }) {
  const { filter, people, rows, nextCursor } = view
  if (filter.person && people.length !== 1) return <WhichPerson view={view} />
  if (rows.length === 0) {
    return <EmptyState title="No events">Nothing like this is in what you can read.</EmptyState>
  }
  return (
    <>
      <AuditTable view={view} />
      {nextCursor ? (
        <nav aria-label="Pages" className="no-print mt-4">
          <ButtonLink href={auditHref(filter, { cursor: nextCursor }) as Route}>
            Older events
          </ButtonLink>
        </nav>
      ) : null}
    </>
  )
}

function WhichPerson({ view: { filter, people } }: { view: AuditView }) {
  if (people.length === 0) {
    return <EmptyState title="Nobody is called so">Try fewer letters of the name.</EmptyState>
  }
  return (
    <section>
      <h2 className="text-lg font-semibold">Whom do you mean?</h2>
      <ul className="mt-2 space-y-1">
        {people.map(({ id, name, email }) => (
          <li key={id}>
            <a href={auditHref(filter, { person: id })} className="font-medium text-accent">
              {name}
            </a>{' '}
            <span className="text-sm text-ink-soft">{email}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
