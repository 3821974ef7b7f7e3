import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { load } from '@/app/_server/page'
import { getRoles } from '@/lib/auth/roles/queries'
import { ROLE_NAMES } from '@/lib/auth/roles/role-name'
import { GrantForm } from './grant-form'
import { HistoryTable, HoldersTable } from './roles-tables'

export const metadata: Metadata = { title: 'Roles' }

const CHOICES = Object.entries(ROLE_NAMES).map(([role, { title }]) => ({ role, title }))

export default async function RolesPage() {
  const { holders, upcoming, history, actorId } = await load(getRoles, undefined)
  return (
    <>
      <PageHeader title="Roles" lead="Who can do more than their own work asks for." />
      <HoldersTable caption="Who holds which role" grants={holders} actorId={actorId} />
      {upcoming.length > 0 ? (
        <section className="mt-8">
          <h2 className="mb-2 text-lg font-semibold">Not begun yet</h2>
          <HoldersTable caption="Roles that begin later" grants={upcoming} actorId={actorId} />
        </section>
      ) : null}
      <div className="mt-8 grid gap-8 lg:grid-cols-2">
        <section>
          <h2 className="text-lg font-semibold">Grant a role</h2>
          <p className="mt-1 mb-4 max-w-prose text-ink-soft">
            HR partners and auditors see what others must not, so a second administrator has to
            agree. Nobody grants anything to themselves.
          </p>
          <GrantForm roles={CHOICES} />
        </section>
        <section className="max-w-prose">
          <h2 className="text-lg font-semibold">What the roles are for</h2>
          <dl className="mt-2 space-y-2">
            {Object.values(ROLE_NAMES).map(({ title, says }) => (
              <div key={title}>
                <dt className="font-medium">{title}</dt>
                <dd className="text-ink-soft">{says}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-4 text-ink-soft">
            Where nobody can be the second administrator, roles are granted on the machine that runs
            Rung:
          </p>
          <pre className="mt-2 overflow-x-auto rounded-md bg-sunken px-3 py-2 text-sm whitespace-pre-wrap">
            npm run roles -- grant hr_partner ingrid@example.org --team "Payments"
          </pre>
        </section>
      </div>
      {history.length > 0 ? (
        <section className="mt-8">
          <h2 className="mb-2 text-lg font-semibold">Ended</h2>
          <HistoryTable grants={history} />
        </section>
      ) : null}
    </>
  )
}
