import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Status } from '@/app/_components/ui/status'
import { load } from '@/app/_server/page'
import { ActingAsLine } from '@/app/(workspace)/acting-as'
import { SessionActs } from '@/app/(workspace)/calibration/session-acts'
import { getSessionDesk } from '@/lib/calibration/sessions/queries'
import { Members } from './members'
import { People } from './people'

export const metadata: Metadata = { title: 'Calibration session' }

export default async function SessionDeskPage({
  params,
}: PageProps<'/cycles/[cycleId]/calibration/[sessionId]'>) {
  const desk = await load(getSessionDesk, await params)
  const { cycle } = desk
  return (
    <>
      <PageHeader
        title={desk.name}
        trail={[
          { href: '/cycles', title: 'Cycles' },
          { href: `/cycles/${cycle.id}`, title: cycle.name },
          { href: `/cycles/${cycle.id}/calibration`, title: 'Calibration sessions' },
        ]}
        lead={
          desk.can.change
            ? 'Who sits here, and whom it is about. Both change at once, until the session is locked.'
            : 'This session is locked, so it stays as it is.'
        }
        actions={
          <>
            <Status word={desk.state} />
            <SessionActs session={desk} />
          </>
        }
      />
      <ActingAsLine as={desk.actingAs} />
      <div className="space-y-10">
        <Members desk={desk} />
        <People desk={desk} />
      </div>
    </>
  )
}
