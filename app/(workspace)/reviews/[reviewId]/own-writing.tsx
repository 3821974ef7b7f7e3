import { EmptyState } from '@/app/_components/ui/empty-state'
import { Notice } from '@/app/_components/ui/notice'
import type { SectionBody } from '@/lib/reviews/body'
import type { OutlineSection } from '@/lib/reviews/outline/outline'
import type { EditorView } from '@/lib/reviews/queries'
import { NOT_OBSERVED, SCALE_POINTS } from '@/lib/scoring/scale'
import { sectionId } from './section-id'

/** One's own review as it was handed in, or, where it never was, as far as it was written. */
export function OwnWriting({ view }: { view: EditorView }) {
  const drafts = Object.fromEntries(view.drafts.map(({ section, body }) => [section, body]))
  const bodies: Record<string, SectionBody | undefined> = view.submission?.body.sections ?? drafts
  const written = view.outline.sections.filter(({ key }) => isWritten(bodies[key]))
  return (
    <div className="max-w-3xl space-y-8">
      <Notice>
        {view.submission ? (
          <p>
            This is read by {view.audience.readers}. {view.audience.subject.join(' ')}
          </p>
        ) : (
          <p>This was not submitted. Only you can read it.</p>
        )}
        {view.statusWord === 'Reopening asked' ? (
          <p>You asked to have it reopened. An HR partner decides, and you will be told.</p>
        ) : null}
      </Notice>
      {written.length === 0 ? <EmptyState title="Nothing was written." /> : null}
      {written.map((section) => (
        <Written key={section.key} section={section} body={bodies[section.key]} />
      ))}
      {view.conflicts.length > 0 ? <LateTexts view={view} /> : null}
    </div>
  )
}

function Written({ section, body }: { section: OutlineSection; body: SectionBody | undefined }) {
  if (!body) return null
  const id = sectionId(section.key)
  const rated = section.items.filter(({ key }) => body.ratings[key])
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="text-xl font-semibold">
        {section.title}
      </h2>
      {body.text ? <p className="prose mt-2 whitespace-pre-wrap">{body.text}</p> : null}
      {rated.length > 0 ? (
        <dl className="mt-3 divide-y divide-line border-y border-line">
          {rated.map((item) => (
            <div
              key={item.key}
              className="grid gap-x-6 gap-y-1 py-2.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
            >
              <dt className="text-pretty">{item.text}</dt>
              <dd>
                <span className="font-medium">{pointOf(body.ratings[item.key]?.value)}</span>
                {body.ratings[item.key]?.note ? (
                  <p className="mt-0.5 break-words whitespace-pre-wrap text-ink-soft">
                    {body.ratings[item.key]?.note}
                  </p>
                ) : null}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </section>
  )
}

function LateTexts({ view }: { view: EditorView }) {
  return (
    <section aria-labelledby="late">
      <h2 id="late" className="text-xl font-semibold">
        Texts that came too late
      </h2>
      <p className="mt-1 max-w-prose text-ink-soft">
        They are not part of the review. They are kept for you and nobody else reads them.
      </p>
      {view.conflicts.map((late) => (
        <div key={late.id} className="mt-3 rounded-md bg-sunken px-3.5 py-2.5">
          <h3 className="text-sm font-semibold">
            {view.outline.sections.find(({ key }) => key === late.section)?.title ?? late.section}
          </h3>
          <p className="mt-1 break-words whitespace-pre-wrap">{late.body.text}</p>
          {Object.entries(late.body.ratings).map(([key, { value, note }]) => (
            <p key={key} className="mt-1 break-words">
              {pointOf(value)}
              {note ? `: ${note}` : ''}
            </p>
          ))}
        </div>
      ))}
    </section>
  )
}

function isWritten(body: SectionBody | undefined): boolean {
  return Boolean(body && (body.text.trim() || Object.keys(body.ratings).length > 0))
}

function pointOf(value: number | null | undefined): string {
  const point = SCALE_POINTS.find((one) => one.value === value)
  return point ? `${point.value} ${point.name}` : NOT_OBSERVED.name
}
