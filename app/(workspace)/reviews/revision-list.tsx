import { DiffSections } from '@/app/(workspace)/ladder/_reading/diff-sections'
import type { Revision } from '@/lib/reviews/submissions/revisions/queries'
import { Submission } from './share/[participantId]/submissions'

/** The newest first: what each changed against the one before, and its whole text to open. */
export function RevisionList({ revisions }: { revisions: Revision[] }) {
  return (
    <div className="max-w-4xl divide-y divide-line">
      {revisions.map((one, index) => (
        <section key={one.revision} className="space-y-4 py-6 first:pt-0">
          <h2 className="text-xl font-semibold">
            {nameOf(one, revisions.length)}
            {index === 0 && revisions.length > 1 ? (
              <span className="font-normal text-ink-soft">, the latest</span>
            ) : null}
          </h2>
          <Changes revision={one} />
          {one.changes ? (
            <details>
              <summary className="cursor-pointer text-accent">The whole text</summary>
              <div className="mt-3">
                <Submission submission={one.reading} />
              </div>
            </details>
          ) : (
            <Submission submission={one.reading} />
          )}
        </section>
      ))}
    </div>
  )
}

function Changes({ revision: { changes, revision } }: { revision: Revision }) {
  if (!changes) return null
  if (changes.length === 0) {
    return <p className="text-ink-soft">Nothing differs from revision {revision - 1}.</p>
  }
  return (
    <div className="space-y-5">
      <p className="text-sm text-ink-soft">
        Against revision {revision - 1}: what went is struck through, what came is underlined.
      </p>
      <DiffSections sections={changes} />
    </div>
  )
}

function nameOf({ revision, submittedOn }: Revision, count: number): string {
  if (count === 1) return submittedOn ? `Submitted ${submittedOn}` : 'As submitted'
  return `Revision ${revision}${submittedOn ? `, submitted ${submittedOn}` : ''}`
}
