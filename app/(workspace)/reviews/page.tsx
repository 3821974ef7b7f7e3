import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { load } from '@/app/_server/page'
import { listMyReviews, type MyReview, type MyReviews } from '@/lib/reviews/queries'
import { listReopeningRequests, type ReopeningRequests } from '@/lib/reviews/reopening/queries'
import { ReviewList } from './review-list'
import { inHours, reviewRow } from './review-row'

export const metadata: Metadata = { title: 'Reviews' }

export default async function ReviewsPage({ searchParams }: PageProps<'/reviews'>) {
  const { before, after } = await searchParams
  const [view, { requests, nextAfter }] = await Promise.all([
    load(listMyReviews, typeof before === 'string' ? { doneBefore: before } : {}),
    load(listReopeningRequests, typeof after === 'string' ? { after } : {}),
  ])
  const minutes = view.toWrite.reduce((sum, one) => sum + one.minutes, 0)
  return (
    <>
      <PageHeader
        title="Reviews"
        lead={
          view.toWrite.length > 0
            ? `${counted(view.toWrite.length, 'review')} to write, about ${inHours(minutes)}.`
            : 'What you write about yourself and others.'
        }
      />
      <div className="space-y-9">
        {requests.length > 0 ? <Requests requests={requests} nextAfter={nextAfter} /> : null}
        {before ? null : <ToWrite reviews={view.toWrite} />}
        {view.peersOf.length > 0 ? <PeersToChoose people={view.peersOf} /> : null}
        {view.waiting.length > 0 ? <List title="Waiting" reviews={view.waiting} /> : null}
        {view.done.length > 0 ? <List title="Done" reviews={view.done} /> : null}
        {view.doneBefore ? (
          <Link
            href={`/reviews?before=${view.doneBefore}` as Route}
            prefetch={false}
            className="inline-block text-accent underline"
          >
            Earlier ones
          </Link>
        ) : null}
      </div>
    </>
  )
}

function ToWrite({ reviews }: { reviews: MyReview[] }) {
  if (reviews.length === 0) {
    return (
      <EmptyState title="Nothing to write">
        When a cycle begins, your self-review, feedback for colleagues and the reviews of your
        reports stand here, with the day they are due.
      </EmptyState>
    )
  }
  return <List title="To write" reviews={reviews} isOpen />
}

function List({
  title,
  reviews,
  isOpen = false,
}: {
  title: string
  reviews: MyReview[]
  isOpen?: boolean
}) {
  const id = title.toLowerCase().replace(' ', '-')
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      <ReviewList rows={reviews.map((review) => reviewRow(review, isOpen))} />
    </section>
  )
}

function PeersToChoose({ people }: { people: MyReviews['peersOf'] }) {
  return (
    <section aria-labelledby="peers">
      <h2 id="peers" className="text-lg font-semibold">
        Peers of your reports
      </h2>
      <ul className="mt-2 divide-y divide-line rounded-md border border-line bg-surface">
        {people.map(({ participantId, name, asked, cycleName }) => (
          <li key={participantId}>
            <Link
              href={`/reviews/peers/${participantId}`}
              prefetch={false}
              className="flex flex-wrap items-baseline justify-between gap-x-5 px-3.5 py-2.5 hover:bg-sunken"
            >
              <span className="min-w-0">
                <span className="block font-medium break-words">Peers for {name}</span>
                <span className="block text-sm text-ink-soft">{cycleName}</span>
              </span>
              <span className={asked === 0 ? 'font-medium text-warn' : 'text-ink-soft'}>
                {asked === 0 ? 'Nobody asked yet' : `${counted(asked, 'peer')} asked`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Requests({ requests, nextAfter }: ReopeningRequests) {
  return (
    <section aria-labelledby="requests">
      <h2 id="requests" className="text-lg font-semibold">
        Asked to reopen
      </h2>
      <ul className="mt-2 divide-y divide-line rounded-md border border-line bg-surface">
        {requests.map((request) => (
          <li key={request.reviewId}>
            <Link
              href={`/reviews/${request.reviewId}`}
              prefetch={false}
              className="block px-3.5 py-2.5 hover:bg-sunken"
            >
              <span className="block font-medium break-words">{request.title}</span>
              <span className="block text-sm text-ink-soft">
                {request.authorName}, {request.cycleName}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {nextAfter ? (
        <Link
          href={`/reviews?after=${nextAfter}` as Route}
          prefetch={false}
          className="mt-2 inline-block text-accent underline"
        >
          More requests
        </Link>
      ) : null}
    </section>
  )
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
