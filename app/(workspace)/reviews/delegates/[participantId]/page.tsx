import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Notice } from '@/app/_components/ui/notice'
import { Status } from '@/app/_components/ui/status'
import { Cell, Table } from '@/app/_components/ui/table'
import { loadAbout } from '@/app/_server/about-person'
import { delegationReaders } from '@/app/_server/reason-readers'
import { ActingAsLine } from '@/app/(workspace)/acting-as'
import { type DelegationsView, getDelegations, type Lent } from '@/lib/cycles/delegations/queries'
import { EndButton } from './end-button'
import { LendForm } from './lend-form'

export const metadata: Metadata = { title: 'Let somebody write' }

const COLUMNS = [
  'Who writes',
  'About',
  'Until',
  'Why',
  'State',
  { title: 'Actions', isHidden: true },
] as const

export default async function DelegatesPage({
  params,
}: PageProps<'/reviews/delegates/[participantId]'>) {
  const view = await loadAbout(getDelegations, await params)
  const { subject, manager, cycle } = view
  return (
    <>
      <PageHeader
        trail={[
          { href: '/team', title: 'My team' },
          { href: `/team/${subject.id}`, title: subject.name },
        ]}
        title={`Let somebody write ${forWhom(view)}`}
        lead={`About ${subject.name}. ${cycle.name}.`}
      />
      <ActingAsLine as={view.actingAs} />
      <div className="space-y-8">
        {view.lent.length > 0 ? <LentTable view={view} /> : null}
        {view.can.grant ? (
          <section className="grid gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,36rem)_minmax(0,24rem)]">
            <LendForm view={view} reasonReaders={delegationReaders(view)} />
            <Meaning view={view} />
          </section>
        ) : (
          <Notice>
            {manager
              ? `The time for writing about ${subject.name} in this cycle is over.`
              : `Nobody writes about ${subject.name} as their manager in this cycle.`}
          </Notice>
        )}
        {view.lent.length === 0 && !view.can.grant ? (
          <EmptyState title="Nobody wrote for the manager." />
        ) : null}
      </div>
    </>
  )
}

function forWhom({ manager }: DelegationsView): string {
  if (!manager) return 'for the manager'
  return manager.isActor ? 'for you' : `for ${manager.name}`
}

/** What a delegate gets to see, in the words of the policy's cell 7: a pen, not eyes. */
function Meaning({ view: { subject, manager } }: { view: DelegationsView }) {
  const isOwn = manager?.isActor ?? false
  const name = manager?.name ?? 'the manager'
  const [they, their] = isOwn ? ['you', 'your'] : [name, `${name}’s`]
  return (
    <section aria-labelledby="meaning" className="space-y-3 text-ink-soft">
      <h2 id="meaning" className="font-semibold text-ink">
        A pen, not eyes
      </h2>
      <p>
        They see what is expected at the level of {subject.name}, and what they write themselves.
        They see none of {their} notes, no self-review, no peer feedback, no score and no packet.
      </p>
      <p>
        What they submit is read by {they} beside the review, with their name. It is words without
        ratings: it is not part of the packet and changes no score. The review stays {their} own.
      </p>
      <p>They cannot share anything, and they cannot pass the pen on.</p>
    </section>
  )
}

function LentTable({ view: { lent, subject } }: { view: DelegationsView }) {
  return (
    <Table caption="Who writes, and who wrote" columns={COLUMNS}>
      {lent.map((one) => (
        <tr key={one.id}>
          <Cell isHeader>
            <span className="font-medium">{one.granteeName}</span>
            {one.grantedBy ? (
              <span className="block text-sm text-ink-soft">asked by {one.grantedBy}</span>
            ) : null}
          </Cell>
          <Cell>{one.forEverybodyOf ? `Everybody of ${one.forEverybodyOf}` : subject.name}</Cell>
          <Cell>
            <span className="whitespace-nowrap">{one.until}</span>
          </Cell>
          <Cell>
            <span className="block max-w-xs min-w-48 break-words">{one.reason}</span>
          </Cell>
          <Cell>
            <Status word={STATES[one.state]} />
          </Cell>
          <Cell>
            {one.state === 'in force' ? (
              <EndButton
                delegationId={one.id}
                name={one.granteeName}
                forEverybodyOf={one.forEverybodyOf}
              />
            ) : null}
          </Cell>
        </tr>
      ))}
    </Table>
  )
}

const STATES: Record<Lent['state'], string> = {
  'in force': 'In force',
  'ended early': 'Ended early',
  ended: 'Ended',
}
