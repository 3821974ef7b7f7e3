import type { Metadata, Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Notice } from '@/app/_components/ui/notice'
import { load } from '@/app/_server/page'
import { reopeningReaders } from '@/app/_server/reason-readers'
import { ActingAsLine } from '@/app/(workspace)/acting-as'
import { dayInWords, localDay } from '@/lib/cycles/local-day'
import { type EditorView, getReviewScreen } from '@/lib/reviews/queries'
import { AskBackForm, DeclineForm, ReopenForm } from './decision-forms'
import { Editor } from './editor'
import { OwnWriting } from './own-writing'

export const metadata: Metadata = { title: 'Review' }

const TRAIL = [{ href: '/reviews', title: 'Reviews' }]

export default async function ReviewPage({ params }: PageProps<'/reviews/[reviewId]'>) {
  const { reviewId } = await params
  const screen = await load(getReviewScreen, { reviewId })
  if (screen.kind === 'decision') {
    const { decision } = screen
    return (
      <>
        <PageHeader
          trail={TRAIL}
          title={decision.title}
          lead={`${decision.authorName} asks to have it reopened. ${decision.cycleName}.`}
        />
        <ActingAsLine as={decision.actingAs} />
        <ReopenForm decision={decision} />
      </>
    )
  }
  const view = screen.editor
  return view.can.write ? <Writing view={view} /> : <Reading view={view} />
}

function Writing({ view }: { view: EditorView }) {
  return (
    <>
      <PageHeader
        trail={TRAIL}
        title={view.title}
        lead={<DueLine view={view} />}
        actions={view.can.decline ? <DeclineForm view={view} /> : null}
      />
      {view.revision > 0 ? (
        <div className="mb-6">
          <Notice title="This review was reopened.">
            <p>
              <OwnRevisionsLink view={view}>What you submitted</OwnRevisionsLink> stands until you
              submit again.
            </p>
            {view.reason ? <p>The reason given: {view.reason}</p> : null}
          </Notice>
        </div>
      ) : null}
      {view.writesFor ? (
        <div className="mb-6 max-w-3xl">
          <Notice title={view.writesFor}>
            <p>
              You see what is expected at the level of {view.subject.name}, and your own text.
              Nothing else that is written about them is open to you, and you rate nothing.
            </p>
          </Notice>
        </div>
      ) : null}
      <p className="mb-6 max-w-3xl text-ink-soft">
        <strong className="font-semibold text-ink">Who will read it. </strong>
        {view.audience.sentences.join(' ')}
      </p>
      <Editor view={view} />
    </>
  )
}

function Reading({ view }: { view: EditorView }) {
  return (
    <>
      <PageHeader
        trail={TRAIL}
        title={view.title}
        lead={`${view.cycle.name}. ${view.closedBecause ?? ''}`}
        actions={
          view.can.askBack ? (
            <AskBackForm view={view} readBy={reopeningReaders(subjectWords(view), view.cycle)} />
          ) : null
        }
      />
      {view.revision > 1 ? (
        <p className="mb-5">
          <OwnRevisionsLink view={view}>Earlier revisions</OwnRevisionsLink>
        </p>
      ) : null}
      <OwnWriting view={view} />
    </>
  )
}

function OwnRevisionsLink({ view, children }: { view: EditorView; children: ReactNode }) {
  return (
    <Link
      href={`/reviews/${view.reviewId}/revisions` as Route}
      prefetch={false}
      className="text-accent underline"
    >
      {children}
    </Link>
  )
}

function subjectWords({ direction, subject }: EditorView): string {
  return direction === 'SELF' ? 'you' : subject.name
}

function DueLine({ view }: { view: EditorView }) {
  const { timeZone, name } = view.cycle
  const due = dayInWords(localDay(new Date(view.dueAt), timeZone))
  return (
    <>
      {name}, {view.outline.levelTitle}. Due {due} ({timeZone.replaceAll('_', ' ')} time)
      {view.isLate ? ', so it is late; it still counts' : ''}.
    </>
  )
}
