import type { Metadata, Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Day } from '@/app/_components/ui/day'
import { load } from '@/app/_server/page'
import { getPersonCase, type PersonCase } from '@/lib/privacy/cases/queries'
import { holdPersonAction, openAccessRequestAction } from '../../actions'
import { HoldTable } from '../../hold-table'
import { WhyField } from '../../labelled'
import { PrivacyForm } from '../../privacy-form'
import { REQUEST_STATES } from '../../words'
import { ErasureSection } from './erasure-section'
import { TombstoneView } from './tombstone-view'

export const metadata: Metadata = { title: 'Privacy of a person' }

const TRAIL = [{ href: '/privacy', title: 'Privacy' }]

export default async function PrivacyOfPersonPage({
  params,
}: PageProps<'/privacy/people/[personId]'>) {
  const found = await load(getPersonCase, await params)
  if (found.kind === 'erased') return <TombstoneView tombstone={found.tombstone} />
  const { person, holds, can } = found
  return (
    <>
      <PageHeader
        title={<bdi>{person.name}</bdi>}
        trail={TRAIL}
        lead={`${person.email}${person.isActive ? '' : ', deactivated'}`}
      />
      <div className="space-y-10">
        <Section title="Access request">
          <p className="mb-3 max-w-prose text-ink-soft">
            When the person asks what is kept about them: it is collected, others in it are made
            unrecognisable by you, a second person agrees, and the person gets it.
          </p>
          <Requests found={found} />
        </Section>
        <Section title="Legal hold">
          {holds.length > 0 ? <HoldTable holds={holds} /> : null}
          {can.hold ? (
            <details className="mt-3 max-w-prose">
              <summary className="cursor-pointer text-accent">Hold everything of them</summary>
              <div className="mt-3">
                <PrivacyForm
                  action={holdPersonAction}
                  fixed={{ personId: person.id }}
                  label="Place the hold"
                >
                  <WhyField hint="Such as the court and its reference. Read by HR partners." />
                </PrivacyForm>
              </div>
            </details>
          ) : null}
        </Section>
        <Section title="Erasure">
          <ErasureSection person={person} erasure={found.erasure} />
        </Section>
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

function Requests({ found }: { found: Extract<PersonCase, { kind: 'person' }> }) {
  return (
    <>
      {found.requests.length > 0 ? (
        <ul className="mb-3 space-y-1">
          {found.requests.map(({ id, state, openedAt }) => (
            <li key={id}>
              <Link
                href={`/privacy/requests/${id}` as Route}
                prefetch={false}
                className="text-accent"
              >
                Request of <Day on={openedAt} />
              </Link>
              , {REQUEST_STATES[state].toLowerCase()}
            </li>
          ))}
        </ul>
      ) : null}
      {found.can.openRequest ? (
        <PrivacyForm
          action={openAccessRequestAction}
          fixed={{ personId: found.person.id }}
          label="Collect what is kept about them"
        />
      ) : null}
    </>
  )
}
