import { randomUUID } from 'node:crypto'
import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import { load } from '@/app/_server/page'
import { ActingAsLine } from '@/app/(workspace)/acting-as'
import { getPacket } from '@/lib/reviews/packets/queries'
import { PacketDocument } from '../packet-document'
import { Answers, type ShownPacket } from './answers'
import { PrintButton } from './print-button'

export const metadata: Metadata = { title: 'Packet' }

export default async function PacketPage({ params }: PageProps<'/reviews/packets/[packetId]'>) {
  const { packetId } = await params
  const { reading, omissions, ...view } = await load(getPacket, { packetId })
  const { head } = view
  return (
    <div className="packet-page">
      <PageHeader
        title={view.reader === 'subj' ? 'Your review' : `Review of ${head.subjectName}`}
        trail={[{ href: '/reviews', title: 'Reviews' }]}
        lead={`Shared by ${view.sharedBy} on ${view.sharedOn}${view.revision > 1 ? `, revision ${view.revision}` : ''}`}
        actions={
          <>
            {view.can.acknowledge ? (
              <ButtonLink href={'#receipt' as Route} look="primary">
                Acknowledge receipt
              </ButtonLink>
            ) : null}
            {view.can.print ? <PrintButton /> : null}
          </>
        }
      />
      <ActingAsLine as={view.actingAs} />
      <Revision view={view} />
      <PacketDocument head={head} reading={reading} omissions={omissions} />
      <Answers view={view} replyKey={randomUUID()} />
    </div>
  )
}

function Revision({ view }: { view: ShownPacket }) {
  if (view.latestId !== view.id) {
    return (
      <div className="mb-5 max-w-4xl">
        <Notice title="There is a newer packet">
          <p>
            This is what was shared on {view.sharedOn}.{' '}
            <Link
              href={`/reviews/packets/${view.latestId}` as Route}
              prefetch={false}
              className="font-medium text-accent underline"
            >
              Read the newest one
            </Link>
          </p>
        </Notice>
      </div>
    )
  }
  if (!view.isBeingRevised) return null
  return (
    <div className="mb-5 max-w-4xl">
      <Notice title="Being revised">
        <p>A review in it was reopened. This packet stays as it is; a new one will be shared.</p>
      </Notice>
    </div>
  )
}
