import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { PeopleFilter } from '@/app/(workspace)/people/people-filter'
import { PeoplePager } from '@/app/(workspace)/people/people-pager'
import { PersonLink } from '@/app/(workspace)/people/person-link'
import { type AccountList, listAccounts } from '@/lib/people/accounts/queries'
import type { PersonListItem } from '@/lib/people/queries'
import { AccountActions } from './account-actions'
import { AccountStateCell } from './account-state'
import { InviteEveryone } from './invite-everyone'

export const metadata: Metadata = { title: 'People and accounts' }

const COLUMNS = [
  'Name',
  'Team',
  'Level',
  'Manager',
  'Account',
  { title: 'Actions', isHidden: true },
] as const

export default async function AdminPeoplePage({ searchParams }: PageProps<'/admin/people'>) {
  const list = await load(listAccounts, await searchParams)
  return (
    <>
      <PageHeader
        title="People"
        lead="Who works here, who reports to whom, and who can sign in."
        actions={
          <>
            {list.hasMail ? <InviteEveryone /> : null}
            <ButtonLink href="/admin/people/move">Move people</ButtonLink>
            <ButtonLink look="primary" href="/admin/people/import">
              Import people
            </ButtonLink>
          </>
        }
      />
      {isAlone(list) ? <Alone /> : <Accounts list={list} />}
    </>
  )
}

function Accounts({ list }: { list: AccountList }) {
  return (
    <>
      <PeopleFilter list={list} path="/admin/people" withStatus />
      {list.people.length === 0 ? (
        <EmptyState title="Nobody matches">Try fewer words, or show others.</EmptyState>
      ) : (
        <Table caption="People and their accounts" columns={COLUMNS}>
          {list.people.map((person) => (
            <AccountRow key={person.id} person={person} list={list} />
          ))}
        </Table>
      )}
      <PeoplePager list={list} path="/admin/people" />
      <p className="mt-4 text-ink-soft">
        <a href={exportHref(list.filter)} className="text-accent underline">
          Export as CSV
        </a>{' '}
        whoever the search and filters show, in the columns of the import.
      </p>
    </>
  )
}

function exportHref({ cursor: _, sort: __, ...filter }: AccountList['filter']): string {
  const asked = Object.entries(filter).filter(([, value]) => value !== '')
  return `/admin/people/export?${new URLSearchParams(asked)}`
}

function AccountRow({ person, list }: { person: PersonListItem; list: AccountList }) {
  const { id, name, email, team, level, managerId, manager, account, isSelf } = person
  return (
    <tr>
      <Cell isHeader>
        <PersonLink id={id} name={name} />
        <span className="block text-sm text-ink-soft">{email}</span>
      </Cell>
      <Cell>{team ?? '–'}</Cell>
      <Cell>{level ?? (person.isContractor ? 'Contractor' : '–')}</Cell>
      <Cell>{managerId && manager ? <PersonLink id={managerId} name={manager} /> : '–'}</Cell>
      <Cell>
        {account ? <AccountStateCell account={account} times={list.times.get(id)} /> : '–'}
      </Cell>
      <Cell>
        {account && !isSelf ? (
          <AccountActions personId={id} name={name} account={account} hasMail={list.hasMail} />
        ) : (
          <span className="block text-end text-sm whitespace-nowrap text-ink-soft">
            That is you
          </span>
        )}
      </Cell>
    </tr>
  )
}

function isAlone({ people, filter }: AccountList): boolean {
  const isWhole = !filter.search && !filter.team && !filter.cursor && filter.status === 'active'
  return isWhole && people.length === 1 && people[0]?.isSelf === true
}

function Alone() {
  return (
    <EmptyState
      title="Nobody here but you yet"
      action={
        <ButtonLink look="primary" href="/admin/people/import">
          Import people
        </ButtonLink>
      }
    >
      People come from a CSV file: name, e-mail, manager, level, team, start date. You see what it
      would change before anything is changed.
    </EmptyState>
  )
}
