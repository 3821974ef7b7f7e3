import type { Route } from 'next'
import Link from 'next/link'
import { ScaleMark } from '@/app/_components/charts/scale-mark'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Prose } from '@/app/_components/ui/prose'
import type { SubmissionReading } from '@/lib/reviews/packets/reading'

type Shown = SubmissionReading & { hasEarlier?: boolean }

/** Each review as it was handed in, for those who may read it before it is shared. */
export function Submissions({ submissions }: { submissions: Shown[] }) {
  if (submissions.length === 0) {
    return (
      <EmptyState title="Nothing has been submitted yet">
        <p>Reviews appear here once their writers submit them. Drafts stay with their writers.</p>
      </EmptyState>
    )
  }
  return (
    <div className="max-w-4xl divide-y divide-line">
      {submissions.map((submission) => (
        <section key={submission.id} className="space-y-4 py-6 first:pt-0">
          <h2 className="text-xl font-semibold">{submission.title}</h2>
          {submission.hasEarlier ? <EarlierLink id={submission.id} /> : null}
          <Submission submission={submission} />
        </section>
      ))}
    </div>
  )
}

/** The texts and ratings of one review. */
export function Submission({ submission }: { submission: SubmissionReading }) {
  return (
    <div className="space-y-4">
      {submission.sections.map((section) => (
        <div key={section.key} className="space-y-1">
          <h3 className="text-sm font-medium text-ink-soft">{section.title}</h3>
          <Prose text={section.text} />
        </div>
      ))}
      {submission.ratings.length > 0 ? <Ratings ratings={submission.ratings} /> : null}
    </div>
  )
}

function EarlierLink({ id }: { id: string }) {
  return (
    <p>
      <Link
        href={`/reviews/revisions/${id}` as Route}
        prefetch={false}
        className="text-accent underline"
      >
        Earlier revisions
      </Link>
    </p>
  )
}

function Ratings({ ratings }: { ratings: SubmissionReading['ratings'] }) {
  return (
    <dl>
      {ratings.map(({ key, text, mark, note }) => (
        <div
          key={key}
          className="grid gap-x-8 gap-y-1 border-t border-line py-2 md:grid-cols-[minmax(0,1fr)_13rem]"
        >
          <dt>{text}</dt>
          <dd>
            <ScaleMark value={mark.value} word={mark.word} />
          </dd>
          {note ? (
            <dd className="border-s-2 border-line ps-3 break-words whitespace-pre-line text-ink-soft md:col-start-1">
              {note}
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  )
}
