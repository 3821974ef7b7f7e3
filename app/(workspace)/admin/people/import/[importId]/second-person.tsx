import { ButtonLink } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import type { ImportStandings } from '@/lib/people/import/standing/queries'
import { RequestForm } from './request-form'

/** What a second administrator must agree to before this file can be applied. */
export function SecondPerson({
  importId,
  standings: { pairs, total, isAsked },
}: {
  importId: string
  standings: ImportStandings
}) {
  return (
    <>
      <Notice kind="warn" title="A second administrator must agree first">
        <p>
          The lines of this file would open reviews that exist to somebody you could sign in as.
          Nothing is changed until somebody else has agreed.
        </p>
        <ul className="list-disc ps-5">
          {pairs.map(({ managerName, personName }) => (
            <li key={`${managerName} ${personName}`}>
              <bdi>{managerName}</bdi> would stand above <bdi>{personName}</bdi>
            </li>
          ))}
          {total > pairs.length ? (
            <li>and {(total - pairs.length).toLocaleString('en')} more</li>
          ) : null}
        </ul>
      </Notice>
      {isAsked ? (
        <p>
          You have asked, and nobody has decided yet. Once they agree you can apply this file for
          seven days.
        </p>
      ) : null}
      {isAsked ? (
        <ButtonLink href="/admin/approvals">See what waits</ButtonLink>
      ) : (
        <RequestForm importId={importId} />
      )}
    </>
  )
}
