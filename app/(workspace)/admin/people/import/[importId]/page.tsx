import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { Notice } from '@/app/_components/ui/notice'
import { load } from '@/app/_server/page'
import { getPeopleImport, type ImportView, listImportEntries } from '@/lib/people/import/queries'
import { findImportStandings, type ImportStandings } from '@/lib/people/import/standing/queries'
import { ApplyForm } from './apply-form'
import { counted, happened, summaryOf } from './counts-text'
import { Groups } from './groups'
import { ProblemsTable } from './problems-table'
import { SecondPerson } from './second-person'

export const metadata: Metadata = { title: 'Import preview' }

type Props = PageProps<'/admin/people/import/[importId]'>

export default async function ImportPreviewPage({ params, searchParams }: Props) {
  const { importId } = await params
  const { encoding, ...asked } = await searchParams
  const view = await load(getPeopleImport, { importId })
  const page = await load(listImportEntries, { importId, ...asked })
  const { preview } = view
  const isOpen = !view.appliedAt && preview.counts.problems === 0 && view.changes > 0
  const standings =
    isOpen && view.mayNeedSecond ? await load(findImportStandings, { importId }) : null
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
          <Outcome view={view} standings={standings} />
          <Notes view={view} />
        </div>
        <ProblemsTable problems={preview.problems} total={preview.counts.problems} />
        <Groups path={`/admin/people/import/${importId}`} counts={preview.counts} page={page} />
      </div>
    </>
  )
}

function Outcome({ view, standings }: { view: ImportView; standings: ImportStandings | null }) {
  const { counts } = view.preview
  if (view.appliedAt && view.undoneAt) {
    return (
      <Notice title="Undone">
        <p>
          Applied on <Day on={view.appliedAt} /> and undone on <Day on={view.undoneAt} />: people
          are as they were before.
        </p>
      </Notice>
    )
  }
  if (view.appliedAt) {
    return (
      <>
        <Notice title="Applied">
          <p>
            {happened(counts)} on <Day on={view.appliedAt} />.
            {counts.created > 0 ? ' New people can sign in once you have invited them.' : null}
          </p>
        </Notice>
        <div className="flex flex-wrap gap-2">
          {counts.created > 0 ? (
            <ButtonLink href="/admin/people?status=no-account">
              People without an account
            </ButtonLink>
          ) : null}
          {view.can.undo ? (
            <ButtonLink href={`/admin/people/import/${view.id}/undo`}>Undo this import</ButtonLink>
          ) : null}
        </div>
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
  if (standings) return <SecondPerson importId={view.id} standings={standings} />
  if (view.changes > 0) {
    const leaving = view.asksForNumber ? counts.deactivated : null
    return <ApplyForm importId={view.id} changes={view.changes} leaving={leaving} />
  }
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

function Notes({ view: { preview, appliedAt, absent, isFromFolder } }: { view: ImportView }) {
  const { counts, ignored } = preview
  const stay = appliedAt ? 'stayed as they were' : 'stay as they are'
  return (
    <ul className="list-disc space-y-1 ps-5 text-ink-soft">
      {isFromFolder ? <li>This file came from the import folder.</li> : null}
      {absent === 'KEEP' && counts.absent > 0 ? (
        <li>
          {counted(counts.absent, 'active person is', 'active people are')} in Rung and not in this
          file; they {stay}.
        </li>
      ) : null}
      {absent === 'DEACTIVATE' && counts.absent > 0 ? (
        <li>
          {counted(counts.absent, 'administrator is', 'administrators are')} not in this file and{' '}
          {counts.absent === 1 ? 'is' : 'are'} active as before: a file never deactivates an
          administrator, nor whoever imports it.
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
