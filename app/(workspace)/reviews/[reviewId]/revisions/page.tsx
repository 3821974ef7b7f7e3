import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { load } from '@/app/_server/page'
import { RevisionList } from '@/app/(workspace)/reviews/revision-list'
import { getOwnRevisions } from '@/lib/reviews/submissions/revisions/queries'

export const metadata: Metadata = { title: 'Earlier revisions' }

export default async function OwnRevisionsPage({
  params,
}: PageProps<'/reviews/[reviewId]/revisions'>) {
  const { reviewId } = await params
  const { title, cycleName, revisions } = await load(getOwnRevisions, { reviewId })
  return (
    <>
      <PageHeader
        trail={[
          { href: '/reviews', title: 'Reviews' },
          { href: `/reviews/${reviewId}`, title },
        ]}
        title="What you submitted"
        lead={`${title}. ${cycleName}.`}
      />
      <RevisionList revisions={revisions} />
    </>
  )
}
