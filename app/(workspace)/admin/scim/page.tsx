import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Day } from '@/app/_components/ui/day'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Status } from '@/app/_components/ui/status'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { ROLE_NAMES } from '@/lib/auth/roles/role-name'
import { getScimAdministration } from '@/lib/scim/queries'
import type { RoleGroupListItem } from '@/lib/scim/roles/queries'
import type { TokenListItem } from '@/lib/scim/tokens/queries'
import { ApproveToken, RevokeToken, UnmapGroup } from './act-form'
import { GroupForm } from './group-form'
import { TokenForm } from './token-form'

export const metadata: Metadata = { title: 'SCIM' }

const ACTIONS = { title: 'Actions', isHidden: true } as const
const TOKENS = ['Provider', 'State', 'Made', 'Ends', 'Last used', ACTIONS] as const
const GROUPS = ['Group', 'Gives', 'People in it', 'Set by', ACTIONS] as const
const CHOICES = Object.entries(ROLE_NAMES).map(([role, { title }]) => ({ role, title }))

export default async function ScimPage() {
  const { address, tokens, groups } = await load(getScimAdministration, undefined)
  return (
    <>
      <PageHeader
        title="SCIM"
        lead="Your identity provider adds, changes, moves and deactivates people by itself. It reads no reviews."
      />
      <p>
        Address for the provider:{' '}
        <code className="rounded-md bg-sunken px-2 py-1 text-sm break-all">{address}</code>
      </p>
      <section className="mt-8">
        <h2 className="mb-2 text-lg font-semibold">Tokens</h2>
        <TokensTable tokens={tokens} />
      </section>
      <section className="mt-8">
        <h2 className="text-lg font-semibold">Make a token</h2>
        <p className="mt-1 mb-4 max-w-prose text-ink-soft">
          Whoever has it can change anybody’s address and manager, so a second administrator has to
          agree before it opens anything.
        </p>
        <TokenForm />
      </section>
      <section className="mt-8">
        <h2 className="text-lg font-semibold">Groups that give a role</h2>
        <p className="mt-1 mb-4 max-w-prose text-ink-soft">
          A group that the provider pushes is a team here, unless its name is in this list: then
          whoever is in it holds the role, and nobody’s team changes. For HR partners and auditors,
          who see what others must not, a second administrator agrees to each person.
        </p>
        <GroupsTable groups={groups} />
        <div className="mt-4">
          <GroupForm roles={CHOICES} />
        </div>
      </section>
    </>
  )
}

function TokensTable({ tokens }: { tokens: readonly TokenListItem[] }) {
  if (tokens.length === 0) {
    return (
      <EmptyState title="No provider runs the accounts">
        Make a token, let a second administrator agree, and enter it at the provider together with
        the address above.
      </EmptyState>
    )
  }
  return (
    <Table caption="Tokens of providers" columns={TOKENS}>
      {tokens.map((token) => (
        <TokenRow key={token.id} token={token} />
      ))}
    </Table>
  )
}

function TokenRow({ token }: { token: TokenListItem }) {
  const { id, name, state, madeBy, createdAt, expiresAt, lastUsedAt, approvalId, reason } = token
  const isOpen = state === 'In use' || state === 'Not used yet'
  return (
    <tr>
      <Cell isHeader>
        <bdi className="font-medium">{name}</bdi>
      </Cell>
      <Cell>
        <Status word={state} />
      </Cell>
      <Cell>
        <Day on={createdAt} />
        <span className="block text-sm text-ink-soft">
          by <bdi>{madeBy}</bdi>
          {isOpen && token.isMakerGone
            ? ', who is no administrator any more and may have kept it. Make a new one.'
            : null}
        </span>
      </Cell>
      <Cell>
        <Day on={expiresAt} />
      </Cell>
      <Cell>{lastUsedAt ? <Day on={lastUsedAt} /> : '–'}</Cell>
      <Cell>
        <div className="flex justify-end gap-1">
          {approvalId ? (
            <ApproveToken approvalId={approvalId} name={name} reason={reason ?? ''} />
          ) : null}
          {state === 'Revoked' ? null : <RevokeToken tokenId={id} name={name} />}
        </div>
      </Cell>
    </tr>
  )
}

function GroupsTable({ groups }: { groups: readonly RoleGroupListItem[] }) {
  if (groups.length === 0) return null
  return (
    <Table caption="Groups that give a role" columns={GROUPS}>
      {groups.map(({ id, name, role, members, mappedBy }) => (
        <tr key={id}>
          <Cell isHeader>
            <bdi className="font-medium">{name}</bdi>
          </Cell>
          <Cell>{role}</Cell>
          <Cell>{members}</Cell>
          <Cell>
            <bdi>{mappedBy}</bdi>
          </Cell>
          <Cell>
            <UnmapGroup groupId={id} name={name} />
          </Cell>
        </tr>
      ))}
    </Table>
  )
}
