import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { ChoiceField, TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { load } from '@/app/_server/page'
import { getPublishPreview, type PublishPreview } from '@/lib/ladder/publishing/queries'
import { DiffSections } from '../../_reading/diff-sections'
import { LADDER_TRAIL } from '../../_reading/ladder-tabs'
import { AffectedTable } from './affected-table'
import { MapChoices, RewordingChoices } from './choice-lists'
import { Messages } from './messages'
import { PublishForm } from './publish-form'

export const metadata: Metadata = { title: 'Publish the ladder' }

const TRAIL = [...LADDER_TRAIL, { href: '/ladder/edit', title: 'Edit' }]

export default async function PublishPage({ searchParams }: PageProps<'/ladder/edit/publish'>) {
  const { ladder } = await searchParams
  const view = await load(getPublishPreview, typeof ladder === 'string' ? { ladder } : {})
  return (
    <>
      <PageHeader
        title={
          view ? `Publish version ${view.number} of ${view.ladder.name}` : 'Publish the ladder'
        }
        trail={TRAIL}
        lead="What was published never changes: reviews that are under way or over keep the words they were written to."
      />
      {view ? <Preview view={view} /> : <NoDraft />}
    </>
  )
}

function NoDraft() {
  return (
    <EmptyState title="There is no draft to publish">
      <p>A draft begins on the page where the ladder is edited.</p>
      <ButtonLink href={'/ladder/edit' as Route}>Edit the ladder</ButtonLink>
    </EmptyState>
  )
}

function Preview({ view }: { view: PublishPreview }) {
  const errors = view.messages.filter(({ severity }) => severity === 'error')
  if (view.isSame) {
    return (
      <Notice title="Nothing has changed">
        <p>The draft says what version {view.published} says. There is nothing to publish.</p>
      </Notice>
    )
  }
  const body = (
    <>
      <Checks view={view} />
      <Choices view={view} />
      <Changes view={view} />
      <Affected view={view} />
    </>
  )
  if (errors.length > 0) return <div className="space-y-10">{body}</div>
  return (
    <PublishForm number={view.number}>
      {body}
      <Closing view={view} />
    </PublishForm>
  )
}

function Checks({ view: { messages } }: { view: PublishPreview }) {
  if (messages.length === 0) return null
  return (
    <Section title="Checks">
      <Messages messages={messages} />
    </Section>
  )
}

function Choices({ view: { rewordings, maps } }: { view: PublishPreview }) {
  return (
    <>
      {rewordings.length > 0 ? (
        <Section title="Does it still mean the same?">
          <RewordingChoices rewordings={rewordings} />
        </Section>
      ) : null}
      {maps.length > 0 ? (
        <Section title="Is it the same under another key?">
          <p className="mb-2 max-w-prose text-ink-soft">
            Found by their words. Tick what is right; ratings of what you leave open end here.
          </p>
          <MapChoices maps={maps} />
        </Section>
      ) : null}
    </>
  )
}

function Changes({ view: { sections, published } }: { view: PublishPreview }) {
  if (published === null) {
    return (
      <Notice title="The first version">
        <p>There is nothing published yet that it could be compared with.</p>
      </Notice>
    )
  }
  return (
    <div className="space-y-8">
      <DiffSections sections={sections} />
    </div>
  )
}

function Affected({ view: { affected, pinned } }: { view: PublishPreview }) {
  return (
    <>
      {affected.length > 0 ? (
        <Section title="Who is affected">
          <p className="mb-2 max-w-prose text-ink-soft">
            Reviews and scores stay as they are. Readiness is measured against the new words from
            now on, so it may change for those who stand at a level or aim at it.
          </p>
          <AffectedTable levels={affected} />
        </Section>
      ) : null}
      {pinned.length > 0 ? (
        <Section title="Cycles that keep their version">
          <ul className="space-y-1">
            {pinned.map(({ id, name, number }) => (
              <li key={id}>
                <Link
                  href={`/cycles/${id}` as Route}
                  prefetch={false}
                  className="text-accent hover:underline"
                >
                  {name}
                </Link>{' '}
                <span className="text-ink-soft">stays on version {number}</span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}

function Closing({ view }: { view: PublishPreview }) {
  const warnings = view.messages.filter(({ severity }) => severity === 'warning').length
  return (
    <div className="no-print max-w-prose space-y-4">
      <input type="hidden" name="ladder" value={view.ladder.key} />
      <input type="hidden" name="previewed" value={view.hash} />
      <TextAreaField
        name="changeNote"
        label="What changed, for those who read it"
        hint="Everybody sees it in the list of versions."
        maxLength={4000}
        defaultValue={view.changeNote}
      />
      {warnings > 0 ? (
        <ChoiceField
          type="checkbox"
          name="acceptsWarnings"
          value="yes"
          label={
            warnings === 1 ? 'I have read the warning' : `I have read the ${warnings} warnings`
          }
        />
      ) : null}
    </div>
  )
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  )
}
