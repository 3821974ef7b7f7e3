import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { load } from '@/app/_server/page'
import { ActingAsLine } from '@/app/(workspace)/acting-as'
import { RevisionList } from '@/app/(workspace)/reviews/revision-list'
import { getRevisions } from '@/lib/reviews/submissions/revisions/queries'

export const metadata: Metadata = { title: 'Earlier revisions' }

export default async function RevisionsPage({
  params,
}: PageProps<'/reviews/revisions/[submissionId]'>) {
  const { submissionId } = await params
  const view = await load(getRevisions, { submissionId })
  const submitted = `/reviews/share/${view.participantId}?view=submissions`
  return (
    <>
      <PageHeader
        trail={[{ href: submitted, title: 'What was submitted' }]}
        title="Earlier revisions"
        lead={`${view.title}. ${view.cycleName}. That you read this is recorded.`}
      />
      <ActingAsLine as={view.actingAs} />
      <RevisionList revisions={view.revisions} />
    </>
  )
}
