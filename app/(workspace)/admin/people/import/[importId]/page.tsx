import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { Notice } from '@/app/_components/ui/notice'
import { load } from '@/app/_server/page'
import { getPeopleImport, type ImportView } from '@/lib/people/import/queries'
import { ApplyForm } from './apply-form'
import { ChangeGroup, CreatedGroup } from './change-groups'
import { counted, happened, summaryOf } from './counts-text'
import { ProblemsTable } from './problems-table'

export const metadata: Metadata = { title: 'Import preview' }

type Props = PageProps<'/admin/people/import/[importId]'>

export default async function ImportPreviewPage({ params, searchParams }: Props) {
  const view = await load(getPeopleImport, await params)
  const { encoding } = await searchParams
  const { preview } = view
  return (
    <>
      <PageHeader
        title={<span className="break-all">{view.fileName}</span>}
        trail={[{ href: '/admin/people/import', title: 'Import' }]}
        lead={summaryOf(preview.counts, view.appliedAt !== null)}
      />
      <div className="space-y-8">
        <div className="max-w-3xl space-y-3">
          {typeof encoding === 'string' ? <EncodingNote encoding={encoding} /> : null}
          <Outcome view={view} />
          <Notes view={view} />
        </div>
        <ProblemsTable problems={preview.problems} total={preview.counts.problems} />
        <CreatedGroup people={preview.created} total={preview.counts.created} />
        <ChangeGroup
          title="Changed"
          changes={preview.changed}
          total={preview.counts.changed}
          explanation="A new level, team, name or start date, from the day this is applied."
        />
        <ChangeGroup
          title="Moved"
          changes={preview.moved}
          total={preview.counts.moved}
          explanation="A new manager. Running cycles keep the manager and the level of their launch."
        />
      </div>
    </>
  )
}

function Outcome({ view }: { view: ImportView }) {
  const { counts } = view.preview
  if (view.appliedAt) {
    return (
      <>
        <Notice title="Applied">
          <p>
            {happened(counts)} on <Day on={view.appliedAt} />.
            {counts.created > 0 ? ' New people can sign in once you have invited them.' : null}
          </p>
        </Notice>
        {counts.created > 0 ? (
          <ButtonLink href="/admin/people?status=no-account">People without an account</ButtonLink>
        ) : null}
      </>
    )
  }
  if (counts.problems > 0) {
    return (
      <>
        <Notice kind="error" title={`${counted(counts.problems, 'problem', 'problems')} to mend`}>
          <p>Nothing can be applied until the file is right. Mend it and preview it again.</p>
        </Notice>
        <ButtonLink href="/admin/people/import">Preview another file</ButtonLink>
      </>
    )
  }
  if (view.changes > 0) return <ApplyForm importId={view.id} changes={view.changes} />
  return (
    <Notice title="Nothing to apply">
      <p>Rung says all that this file says already.</p>
    </Notice>
  )
}

function EncodingNote({ encoding }: { encoding: string }) {
  return (
    <Notice kind="warn" title="Look at the accents">
      <p>
        This file is not UTF-8, so it was read as{' '}
        {encoding === 'windows-1252' ? 'Windows-1252' : 'UTF-16'}. Check a name with an accent
        below.
      </p>
    </Notice>
  )
}

function Notes({ view: { preview, appliedAt } }: { view: ImportView }) {
  const { counts, ignored } = preview
  return (
    <ul className="list-disc space-y-1 ps-5 text-ink-soft">
      {counts.absent > 0 ? (
        <li>
          {counted(counts.absent, 'active person is', 'active people are')} in Rung and not in this
          file; {appliedAt ? 'they stayed as they were.' : 'they stay as they are.'}
        </li>
      ) : null}
      {ignored.length > 0 ? (
        <li>
          {ignored.length === 1 ? 'A column was' : 'Columns were'} left alone: {ignored.join(', ')}.
        </li>
      ) : null}
    </ul>
  )
}
