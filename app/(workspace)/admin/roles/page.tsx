import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Day } from '@/app/_components/ui/day'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { PersonLink } from '@/app/(workspace)/people/person-link'
import { listRoleHolders, type RoleHolder } from '@/lib/auth/roles/queries'
import { ROLE_NAMES } from '@/lib/auth/roles/role-name'

export const metadata: Metadata = { title: 'Roles' }

const COLUMNS = ['Role', 'Person', 'Over', 'Since', 'Granted by']

export default async function RolesPage() {
  const holders = await load(listRoleHolders, undefined)
  return (
    <>
      <PageHeader title="Roles" lead="Who can do more than their own work asks for." />
      <Table caption="Who holds which role" columns={COLUMNS}>
        {holders.map((holder) => (
          <HolderRow key={holder.grantId} holder={holder} />
        ))}
      </Table>
      <section className="mt-8 max-w-prose">
        <h2 className="text-lg font-semibold">What the roles are for</h2>
        <dl className="mt-2 space-y-2">
          {Object.values(ROLE_NAMES).map(({ title, says }) => (
            <div key={title}>
              <dt className="font-medium">{title}</dt>
              <dd className="text-ink-soft">{says}</dd>
            </div>
          ))}
        </dl>
        <h2 className="mt-6 text-lg font-semibold">Granting and revoking</h2>
        <p className="mt-1 text-ink-soft">
          Roles are granted on the machine that runs Rung, so that nobody signed in can give
          themselves more than they have:
        </p>
        <pre className="mt-2 overflow-x-auto rounded-md bg-sunken px-3 py-2 text-sm whitespace-pre-wrap">
          npm run roles -- grant hr_partner ingrid@example.org --team "Payments"
        </pre>
      </section>
    </>
  )
}

function HolderRow({ holder }: { holder: RoleHolder }) {
  const { title, personId, name, email, isActive, scope, validFrom, grantedBy } = holder
  return (
    <tr>
      <Cell isHeader>
        <span className="font-medium whitespace-nowrap">{title}</span>
      </Cell>
      <Cell>
        <PersonLink id={personId} name={name} />
        <span className="block text-sm text-ink-soft">
          {email}
          {isActive ? '' : ', deactivated'}
        </span>
      </Cell>
      <Cell>{scope ?? 'Everybody'}</Cell>
      <Cell>
        <Day on={validFrom} />
      </Cell>
      <Cell>{grantedBy ?? 'Operator'}</Cell>
    </tr>
  )
}
