import { Button } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Field } from '@/app/_components/ui/field'
import { Cell, Table } from '@/app/_components/ui/table'
import { PersonLink } from '@/app/(workspace)/people/person-link'
import {
  type ListedIdentity,
  SHOWN_IDENTITIES,
} from '@/lib/auth/single-sign-on/administration/queries'
import { UnlinkIdentity } from './unlink-identity'

const COLUMNS = ['Person', 'Linked', 'Last sign-in', { title: 'Actions', isHidden: true }] as const

type Props = { search: string; identities: ListedIdentity[] }

export function LinkedPeople({ search, identities }: Props) {
  return (
    <section aria-labelledby="linked" className="mt-8">
      <h2 id="linked" className="text-lg font-semibold">
        Linked people
      </h2>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        Somebody is linked at their first sign-in, by the address that the provider has verified.
        From then on the provider’s own name for them counts, whatever their address becomes.
      </p>
      <search>
        <form action="/admin/sign-in" className="mb-4 flex flex-wrap items-end gap-3">
          <div className="w-72">
            <Field
              label="Search"
              name="search"
              type="search"
              defaultValue={search}
              placeholder="Name or e-mail"
              maxLength={120}
            />
          </div>
          <Button type="submit">Search</Button>
        </form>
      </search>
      {identities.length === 0 ? (
        <EmptyState title={search ? 'Nobody matches' : 'Nobody has signed in there yet'} />
      ) : (
        <Table caption="People linked to the provider" columns={COLUMNS}>
          {identities.map((identity) => (
            <LinkedRow key={identity.id} identity={identity} />
          ))}
        </Table>
      )}
      {identities.length >= SHOWN_IDENTITIES ? (
        <p className="mt-2 text-sm text-ink-soft">
          These are the {SHOWN_IDENTITIES} who signed in last. Search for others.
        </p>
      ) : null}
    </section>
  )
}

function LinkedRow({ identity }: { identity: ListedIdentity }) {
  const { id, person, linkedAt, lastUsedAt, isOwn, isCurrent } = identity
  return (
    <tr>
      <Cell isHeader>
        <PersonLink id={person.id} name={person.name} />
        <span className="block text-sm text-ink-soft">
          {person.email}
          {person.isActive ? '' : ', deactivated'}
          {isCurrent ? '' : ', at a former provider'}
        </span>
      </Cell>
      <Cell>
        <Day on={linkedAt} />
      </Cell>
      <Cell>
        <Day on={lastUsedAt} />
      </Cell>
      <Cell>
        {isOwn ? (
          <span className="block text-end text-sm whitespace-nowrap text-ink-soft">
            That is you
          </span>
        ) : (
          <UnlinkIdentity identityId={id} name={person.name} />
        )}
      </Cell>
    </tr>
  )
}
