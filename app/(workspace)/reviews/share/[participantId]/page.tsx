import { randomUUID } from 'node:crypto'
import type { Metadata, Route } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import { TabLinks } from '@/app/_components/ui/tabs'
import { loadAbout } from '@/app/_server/about-person'
import { ActingAsLine } from '@/app/(workspace)/acting-as'
import { getSharePreview, type SharePreview } from '@/lib/reviews/packets/preview/queries'
import { PacketDocument } from '../../packets/packet-document'
import { PeerNames } from './peer-names'
import { ShareButton } from './share-button'
import { Submissions } from './submissions'

export const metadata: Metadata = { title: 'Packet in the making' }

export default async function SharePage({
  params,
  searchParams,
}: PageProps<'/reviews/share/[participantId]'>) {
  const { participantId } = await params
  const isSubmissions = (await searchParams).view === 'submissions'
  const preview = await loadAbout(getSharePreview, { participantId })
  const { head } = preview
  const path = `/reviews/share/${participantId}`
  return (
    <>
      <PageHeader
        title={`${head.subjectName}: ${preview.sharedPacketId ? 'what was submitted' : 'packet in the making'}`}
        trail={[
          { href: '/team', title: 'My team' },
          { href: `/team/${preview.subjectId}`, title: head.subjectName },
        ]}
        lead={leadOf(preview)}
        actions={<Actions preview={preview} />}
      />
      <ActingAsLine as={preview.actingAs} />
      <Findings preview={preview} />
      <Views path={path} isSubmissions={isSubmissions} />
      <div className="mt-6">
        {isSubmissions ? (
          <>
            {preview.can.revealPeers ? (
              <PeerNames participantId={participantId} peers={unnamedPeers(preview)} />
            ) : null}
            <Submissions submissions={preview.submissions} />
          </>
        ) : (
          <PacketDocument head={head} reading={preview.reading} omissions={preview.omissions} />
        )}
      </div>
    </>
  )
}

function unnamedPeers({ submissions }: SharePreview) {
  return submissions.flatMap(({ id, title, isPeer }) => (isPeer ? [{ id, title }] : []))
}

function Views({ path, isSubmissions }: { path: string; isSubmissions: boolean }) {
  const submitted = `${path}?view=submissions`
  const tabs = [
    { href: path, title: 'The packet', isCurrent: !isSubmissions },
    { href: submitted, title: 'What was submitted', isCurrent: isSubmissions },
  ]
  return <TabLinks label="Views" tabs={tabs} />
}

function leadOf({ head, firstName, sharedPacketId }: SharePreview): string {
  return sharedPacketId
    ? `${head.cycleName}. The packet has been shared; ${firstName} reads what was built then.`
    : `${head.cycleName}. ${firstName} sees none of this before it is shared.`
}

function Actions({ preview }: { preview: SharePreview }) {
  if (preview.sharedPacketId) {
    return (
      <ButtonLink look="primary" href={`/reviews/packets/${preview.sharedPacketId}` as Route}>
        Read what was shared
      </ButtonLink>
    )
  }
  if (!preview.can.share) return null
  return (
    <ShareButton
      participantId={preview.participantId}
      version={preview.version}
      digest={preview.digest}
      idempotencyKey={randomUUID()}
      firstName={preview.firstName}
      audience={preview.audience}
      needsReason={preview.can.giveReason}
    />
  )
}

function Findings({ preview: { findings, hidden, sharedPacketId } }: { preview: SharePreview }) {
  const blockers = sharedPacketId ? [] : findings.filter(({ isBlocker }) => isBlocker)
  const remarks = findings.filter(({ isBlocker }) => !isBlocker)
  return (
    <div className="mb-5 max-w-4xl space-y-2 empty:hidden">
      {blockers.length > 0 ? (
        <Notice kind="warn" title="It cannot be shared yet">
          <ul className="space-y-0.5">
            {blockers.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {remarks.length + hidden.length > 0 ? (
        <Notice title="Worth knowing">
          <ul className="space-y-0.5">
            {[...remarks.map(({ text }) => text), ...hidden].map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  )
}
