import type { Metadata, Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Button, ButtonLink } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { Field } from '@/app/_components/ui/field'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { type FoundPerson, getPrivacy, type PrivacyOverview } from '@/lib/privacy/cases/queries'
import { holdCycleAction } from './actions'
import { HoldTable } from './hold-table'
import { ChoiceOf, WhyField } from './labelled'
import { PrivacyForm } from './privacy-form'
import { REQUEST_STATES } from './words'

export const metadata: Metadata = { title: 'Privacy' }

export default async function PrivacyPage({ searchParams }: PageProps<'/privacy'>) {
  const { search } = await searchParams
  const view = await load(getPrivacy, { search: typeof search === 'string' ? search : '' })
  return (
    <>
      <PageHeader
        title="Privacy"
        lead="What is kept back for a court, handed over to those who ask, and erased."
        actions={
          view.isForAll ? (
            <ButtonLink href={'/admin/retention' as Route}>How long things are kept</ButtonLink>
          ) : null
        }
      />
      <div className="space-y-10">
        {view.isPartner ? <PersonSearch view={view} /> : null}
        {view.isPartner ? <Requests view={view} /> : null}
        {view.isPartner ? <Holds view={view} /> : null}
        <Erased view={view} />
      </div>
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function PersonSearch({ view: { search, found } }: { view: PrivacyOverview }) {
  return (
    <Section title="A person">
      <search>
        <form action="/privacy" className="flex flex-wrap items-end gap-3">
          <div className="w-72 max-w-full">
            <Field
              label="Name or e-mail address"
              name="search"
              type="search"
              defaultValue={search}
              maxLength={200}
            />
          </div>
          <Button type="submit">Find</Button>
        </form>
      </search>
      {search ? (
        <div className="mt-3">
          {found.length === 0 ? (
            <p className="text-ink-soft">Nobody in your scope is called that.</p>
          ) : (
            <Table caption="People found" columns={['Person', 'Account']}>
              {found.map((person) => (
                <FoundRow key={person.id} person={person} />
              ))}
            </Table>
          )}
        </div>
      ) : null}
    </Section>
  )
}

function FoundRow({ person: { id, name, email, isActive } }: { person: FoundPerson }) {
  return (
    <tr>
      <Cell isHeader>
        <Link href={`/privacy/people/${id}` as Route} prefetch={false} className="text-accent">
          <bdi>{name}</bdi>
        </Link>
        <span className="block text-sm text-ink-soft">{email}</span>
      </Cell>
      <Cell>{isActive ? 'Active' : 'Deactivated'}</Cell>
    </tr>
  )
}

function Requests({ view: { requests } }: { view: PrivacyOverview }) {
  return (
    <Section title="Access requests">
      {requests.length === 0 ? (
        <p className="text-ink-soft">Nobody has asked. Open one from the page of a person.</p>
      ) : (
        <Table caption="Access requests" columns={['Person', 'State', 'To decide', 'Opened']}>
          {requests.map(({ id, personName, state, open, openedAt }) => (
            <tr key={id}>
              <Cell isHeader>
                <Link
                  href={`/privacy/requests/${id}` as Route}
                  prefetch={false}
                  className="text-accent"
                >
                  <bdi>{personName}</bdi>
                </Link>
              </Cell>
              <Cell>{REQUEST_STATES[state]}</Cell>
              <Cell>{state === 'OPEN' ? open : '–'}</Cell>
              <Cell>
                <Day on={openedAt} />
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  )
}

function Holds({ view: { holds, cycles } }: { view: PrivacyOverview }) {
  return (
    <Section title="Legal holds">
      <p className="mb-3 max-w-prose text-ink-soft">
        What is held is kept by every retention and cannot be erased, until two people end the hold.
      </p>
      {holds.length > 0 ? <HoldTable holds={holds} withName /> : <p>Nothing is held.</p>}
      {cycles.length > 0 ? (
        <details className="mt-4 max-w-prose">
          <summary className="cursor-pointer text-accent">Hold a whole cycle</summary>
          <div className="mt-3">
            <PrivacyForm action={holdCycleAction} fixed={{}} label="Hold the cycle">
              <ChoiceOf
                label="Cycle"
                name="cycleId"
                options={cycles.map(({ id, name }) => [id, name])}
              />
              <WhyField hint="Read by HR partners." />
            </PrivacyForm>
          </div>
        </details>
      ) : null}
    </Section>
  )
}

function Erased({ view: { erased } }: { view: PrivacyOverview }) {
  return (
    <Section title="Erased people">
      {erased.length === 0 ? (
        <p className="text-ink-soft">Nobody has been erased.</p>
      ) : (
        <Table caption="Erased people" columns={['Pseudonym', 'Erased']}>
          {erased.map(({ personId, pseudonym, erasedAt }) => (
            <tr key={personId}>
              <Cell isHeader>
                <Link
                  href={`/privacy/people/${personId}` as Route}
                  prefetch={false}
                  className="text-accent"
                >
                  {pseudonym}
                </Link>
              </Cell>
              <Cell>{erasedAt ? <Day on={erasedAt} /> : 'Within a few minutes'}</Cell>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  )
}
