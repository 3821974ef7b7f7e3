import { Day } from '@/app/_components/ui/day'
import { Cell, Table } from '@/app/_components/ui/table'
import { PersonLink } from '@/app/(workspace)/people/person-link'
import type { RoleHolder } from '@/lib/auth/roles/queries'
import { RevokeRole } from './revoke-role'

const HELD = [
  'Role',
  'Person',
  'Over',
  'From',
  'Last day',
  'Granted by',
  { title: 'Actions', isHidden: true },
] as const
const ENDED = ['Role', 'Person', 'Over', 'From', 'Until', 'Granted by', 'Ended by']

/** Roles that are held or will be, each with who stands behind it. */
export function HoldersTable({
  caption,
  grants,
  actorId,
}: {
  caption: string
  grants: RoleHolder[]
  actorId: string
}) {
  return (
    <Table caption={caption} columns={HELD}>
      {grants.map((grant) => (
        <tr key={grant.grantId}>
          <GrantCells grant={grant} />
          <Cell>
            {grant.validTo ? <Day on={new Date(grant.validTo.getTime() - 1)} /> : 'No end'}
          </Cell>
          <Cell>
            <Granted grant={grant} />
          </Cell>
          <Cell>
            {grant.personId === actorId ? (
              <span className="block text-end text-sm whitespace-nowrap text-ink-soft">
                That is you
              </span>
            ) : (
              <RevokeRole grantId={grant.grantId} name={grant.name} title={grant.title} />
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  )
}

export function HistoryTable({ grants }: { grants: RoleHolder[] }) {
  return (
    <Table caption="Roles that have ended" columns={ENDED}>
      {grants.map((grant) => (
        <tr key={grant.grantId}>
          <GrantCells grant={grant} />
          <Cell>{grant.validTo ? <Day on={grant.validTo} /> : null}</Cell>
          <Cell>
            <Granted grant={grant} />
          </Cell>
          <Cell>
            {grant.revokedBy ?? 'Its last day, or the operator'}
            <Why reason={grant.revokeReason} />
          </Cell>
        </tr>
      ))}
    </Table>
  )
}

function GrantCells({ grant }: { grant: RoleHolder }) {
  const { title, personId, name, email, isActive, scope, validFrom } = grant
  return (
    <>
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
    </>
  )
}

const SOURCES: Record<string, string> = { oidc: 'Single sign-on', scim: 'SCIM' }

function Granted({ grant: { grantedBy, approvedBy, source, reason } }: { grant: RoleHolder }) {
  return (
    <>
      {SOURCES[source] ?? grantedBy ?? 'Operator'}
      {approvedBy ? <span className="text-ink-soft">, agreed by {approvedBy}</span> : null}
      <Why reason={reason} />
    </>
  )
}

function Why({ reason }: { reason: string | null }) {
  if (!reason) return null
  return <span className="block max-w-xs min-w-40 text-sm break-words text-ink-soft">{reason}</span>
}
