import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { loadAbout } from '@/app/_server/about-person'
import { ActingAsLine } from '@/app/(workspace)/acting-as'
import { dayInWords, localDay } from '@/lib/cycles/local-day'
import { getPeerChoices, type PeerChoices } from '@/lib/reviews/peers/queries'
import { PeerPicker } from './peer-picker'

export const metadata: Metadata = { title: 'Peers' }

export default async function PeersPage({ params }: PageProps<'/reviews/peers/[participantId]'>) {
  const { participantId } = await params
  const view = await loadAbout(getPeerChoices, { participantId })
  const due = dayInWords(localDay(view.dueAt, view.cycle.timeZone))
  return (
    <>
      <PageHeader
        trail={[{ href: '/reviews', title: 'Reviews' }]}
        title={`Peers for ${view.subject.name}`}
        lead={`${view.cycle.name}. Feedback is due ${due}. ${promise(view)}`}
      />
      <ActingAsLine as={view.actingAs} />
      <PeerPicker view={view} />
    </>
  )
}

function promise({ subject, cycle }: PeerChoices): string {
  if (cycle.peerVisibility === 'ATTRIBUTED') {
    return `${subject.name} will read it with the peers’ names.`
  }
  return cycle.peerVisibility === 'UNATTRIBUTED'
    ? `${subject.name} will read it without names, and only if three peers or more have written.`
    : `${subject.name} will not read it.`
}
