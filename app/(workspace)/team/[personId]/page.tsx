import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { DotWhisker } from '@/app/_components/charts/dot-whisker'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Status } from '@/app/_components/ui/status'
import { Cell, Table } from '@/app/_components/ui/table'
import { loadAbout } from '@/app/_server/about-person'
import { getTeamMember, type MemberCycle, type TeamMember } from '@/lib/reviews/team/person/queries'

export const metadata: Metadata = { title: 'Team member' }

export default async function TeamMemberPage({ params }: PageProps<'/team/[personId]'>) {
  const member = await loadAbout(getTeamMember, await params)
  return (
    <>
      <PageHeader
        title={member.name}
        trail={[{ href: '/team', title: 'My team' }]}
        lead={leadOf(member)}
        actions={
          <>
            <ButtonLink href={`/people/${member.id}` as Route}>Profile</ButtonLink>
            <ButtonLink look="primary" href={`/team/${member.id}/growth` as Route}>
              Growth of {member.firstName}
            </ButtonLink>
          </>
        }
      />
      <h2 className="mb-3 text-xl font-semibold">Reviews by cycle</h2>
      {member.cycles.length === 0 ? (
        <EmptyState title="No cycle yet">
          <p>Scores and packets appear here once {member.firstName} has taken part in a cycle.</p>
        </EmptyState>
      ) : (
        <Table
          caption={`Reviews of ${member.name} by cycle`}
          columns={['Cycle', 'Status', 'Level then', 'Score', 'Readiness', 'To read']}
        >
          {member.cycles.map((cycle) => (
            <Row key={cycle.cycleId} cycle={cycle} />
          ))}
        </Table>
      )}
      {member.cycles.map(({ cycleId, cycleName, delegatesHref }) =>
        delegatesHref ? (
          <p key={cycleId} className="mt-4">
            {cycleName}:{' '}
            <Link
              href={delegatesHref as Route}
              prefetch={false}
              className="font-medium text-accent hover:underline"
            >
              Let somebody write about {member.firstName} for{' '}
              {member.isDirect ? 'you' : 'the manager'}
            </Link>
          </p>
        ) : null,
      )}
      <p className="mt-4 max-w-prose text-sm text-ink-soft">
        Scores are of 100, with the range that they lie in nine times out of ten. Drafts are never
        shown to anybody but their writer. {member.firstName} sees scores only of what was shared.
      </p>
    </>
  )
}

function leadOf({ level, timeInLevel, team, managerName, isDirect, isActive }: TeamMember): string {
  const parts = [
    timeInLevel ? `${level} for ${timeInLevel}` : level,
    ...(team ? [team] : []),
    ...(isDirect || !managerName ? [] : [`reports to ${managerName}`]),
    ...(isActive ? [] : ['no longer active']),
  ]
  return parts.join(' · ')
}

function Row({ cycle }: { cycle: MemberCycle }) {
  return (
    <tr>
      <Cell isHeader>
        <span className="font-medium whitespace-nowrap">{cycle.cycleName}</span>
      </Cell>
      <Cell>
        <Status word={cycle.status} />
      </Cell>
      <Cell>{cycle.level}</Cell>
      {cycle.hidden ? (
        <td colSpan={3} className="px-3 py-2 align-top text-ink-soft">
          Hidden. {cycle.hidden}
        </td>
      ) : (
        <>
          <Cell>
            <Score cycle={cycle} />
          </Cell>
          <Cell>{cycle.verdict ?? <span className="text-ink-soft">None yet</span>}</Cell>
          <Cell>
            <Reading cycle={cycle} />
          </Cell>
        </>
      )}
    </tr>
  )
}

function Score({ cycle: { score } }: { cycle: MemberCycle }) {
  if (!score) return <span className="whitespace-nowrap text-ink-soft">No score yet</span>
  return (
    <span className="font-medium whitespace-nowrap">
      <DotWhisker value={score.value} low={score.low} high={score.high} />
    </span>
  )
}

function Reading({ cycle: { packet, previewHref } }: { cycle: MemberCycle }) {
  const classes = 'font-medium whitespace-nowrap text-accent hover:underline'
  if (packet) {
    return (
      <Link href={`/reviews/packets/${packet.id}` as Route} prefetch={false} className={classes}>
        Packet of {packet.sharedOn}
      </Link>
    )
  }
  if (previewHref) {
    return (
      <Link href={previewHref as Route} prefetch={false} className={classes}>
        Packet in the making
      </Link>
    )
  }
  return <span className="text-ink-soft">Nothing yet</span>
}
