import type { Metadata, Route } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { load } from '@/app/_server/page'
import { reasonReaders } from '@/app/_server/reason-readers'
import { PackageButton } from '@/app/(workspace)/account/data/package-button'
import { type AccessRequestView, getAccessRequest } from '@/lib/privacy/requests/queries'
import { askReleaseAction, closeAccessRequestAction, releaseAccessAction } from '../../actions'
import { WhyField } from '../../labelled'
import { PrivacyForm } from '../../privacy-form'
import { Waiting } from '../../waiting'
import { REQUEST_STATES } from '../../words'
import { PackageReading } from './package-reading'
import { RedactionGroup } from './redaction-group'

export const metadata: Metadata = { title: 'Access request' }

export default async function AccessRequestPage({
  params,
}: PageProps<'/privacy/requests/[requestId]'>) {
  const request = await load(getAccessRequest, await params)
  const { personId, personName, state, openedBy, openedAt } = request
  return (
    <>
      <PageHeader
        title={<>Access request of {personName}</>}
        trail={[
          { href: '/privacy', title: 'Privacy' },
          { href: `/privacy/people/${personId}`, title: personName },
        ]}
        lead={
          <>
            {REQUEST_STATES[state]}. Collected by <bdi>{openedBy}</bdi> on <Day on={openedAt} />.
          </>
        }
        actions={<ButtonLink href={`/people/${personId}` as Route}>Profile</ButtonLink>}
      />
      <div className="space-y-8">
        <NextStep request={request} />
        {state === 'OPEN' ? <Redaction request={request} /> : null}
        {request.package ? (
          <details>
            <summary className="cursor-pointer font-medium text-accent">
              Read what was collected, before redaction
            </summary>
            <PackageReading whole={request.package} />
          </details>
        ) : (
          <p className="text-ink-soft">What was collected has been removed by its retention.</p>
        )}
      </div>
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line pt-4">
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function NextStep({ request }: { request: AccessRequestView }) {
  const { id, state, open, waiting, releasedAt, releasedBy, downloads } = request
  if (state === 'CLOSED') return null
  if (state === 'RELEASED') {
    return (
      <Section title="Released">
        <p className="mb-3 max-w-prose">
          By <bdi>{releasedBy}</bdi> on {releasedAt ? <Day on={releasedAt} /> : null}. The person
          finds it under Your account, Your data. It can be taken twice within 30 days; so far:{' '}
          {downloads}.
        </p>
        {request.package ? <PackageButton requestId={id} /> : null}
      </Section>
    )
  }
  return (
    <Section title="Release">
      {waiting ? (
        <Waiting waiting={waiting} agree={releaseAccessAction} label="Agree and release it">
          has asked to release it as decided below.
        </Waiting>
      ) : null}
      {!waiting && open > 0 ? (
        <p>
          {open === 1 ? 'One place is' : `${open} places are`} still to decide on below. Then the
          release can be asked for.
        </p>
      ) : null}
      {!waiting && open === 0 ? (
        <PrivacyForm
          action={askReleaseAction}
          fixed={{ requestId: id }}
          label="Ask for the release"
          look="primary"
        >
          <WhyField hint={reasonReaders('access.release')} />
        </PrivacyForm>
      ) : null}
      {waiting ? null : (
        <div className="mt-4">
          <PrivacyForm
            action={closeAccessRequestAction}
            fixed={{ requestId: id }}
            label="Close without a release"
            look="quiet"
          />
        </div>
      )}
    </Section>
  )
}

function Redaction({ request: { id, groups } }: { request: AccessRequestView }) {
  if (groups.length === 0) {
    return <p>Nobody else is named in what was collected.</p>
  }
  return (
    <Section title="Others who are named">
      <p className="mb-4 max-w-prose text-ink-soft">
        Names, parts of names and addresses of everybody else. Keep what the person knows anyway,
        such as their manager; blacken what would give somebody away; leave a whole text out where
        it is about somebody else, and say why.
      </p>
      <div className="space-y-6">
        {groups.map((group) => (
          <RedactionGroup key={group.match} requestId={id} group={group} />
        ))}
      </div>
    </Section>
  )
}
