import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { Notice } from '@/app/_components/ui/notice'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { getPeopleImport, listImportEntries } from '@/lib/people/import/queries'
import { getImportUndo, type UndoView } from '@/lib/people/import/undo/queries'
import { counted } from '../counts-text'
import { Groups } from '../groups'
import { UndoForm } from './undo-form'

export const metadata: Metadata = { title: 'Undo an import' }

type Props = PageProps<'/admin/people/import/[importId]/undo'>

export default async function UndoPage({ params, searchParams }: Props) {
  const { importId } = await params
  const view = await load(getImportUndo, { importId })
  const { preview } = await load(getPeopleImport, { importId })
  const page = await load(listImportEntries, { importId, ...(await searchParams) })
  return (
    <>
      <PageHeader
        title="Undo this import"
        trail={[
          { href: '/admin/people/import', title: 'Import' },
          { href: `/admin/people/import/${importId}`, title: view.fileName },
        ]}
        lead="Puts back every person as they were before it, or nobody."
      />
      <div className="space-y-8">
        <div className="max-w-3xl space-y-3">
          <Verdict view={view} />
        </div>
        <Refusals view={view} />
        <Groups
          path={`/admin/people/import/${importId}/undo`}
          counts={preview.counts}
          page={page}
          isBackwards
        />
      </div>
    </>
  )
}

function Verdict({ view }: { view: UndoView }) {
  const { id, undoneAt, refusal, refused, counts } = view
  if (undoneAt) {
    return (
      <Notice title="Undone">
        <p>
          This import was undone on <Day on={undoneAt} />.
        </p>
      </Notice>
    )
  }
  if (refusal || refused > 0) {
    return (
      <>
        <Notice kind="error" title="This cannot be undone">
          <p>
            {refusal ??
              `Something depends on it by now: ${counted(refused, 'person is', 'people are')} no longer as this import left them. Nothing is changed.`}
          </p>
        </Notice>
        <ButtonLink href={`/admin/people/import/${id}`}>Back to the import</ButtonLink>
      </>
    )
  }
  return (
    <>
      <ul className="list-disc space-y-1 ps-5">
        {sentences(counts).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        <li>Roles and sessions that have ended stay ended.</li>
      </ul>
      <UndoForm importId={id} />
    </>
  )
}

function sentences({ created, putBack, activeAgain, deactivated }: UndoView['counts']): string[] {
  const all = [
    [
      created,
      `${counted(created, 'new person is', 'new people are')} removed, or deactivated where something refers to them by now, such as an invitation.`,
    ],
    [
      putBack,
      `${counted(putBack, 'person gets', 'people get')} their former name, level, team, manager and dates back.`,
    ],
    [
      activeAgain,
      `${counted(activeAgain, 'deactivated person is', 'deactivated people are')} active again.`,
    ],
    [
      deactivated,
      `${counted(deactivated, 'person who came back is', 'people who came back are')} deactivated again.`,
    ],
  ] as const
  return all.filter(([count]) => count > 0).map(([, sentence]) => sentence)
}

function Refusals({ view: { refusals, refused } }: { view: UndoView }) {
  if (refused === 0) return null
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">What depends on it</h2>
      {refused > refusals.length ? (
        <p className="mb-2 text-ink-soft">
          The first {refusals.length} of {refused.toLocaleString('en')}.
        </p>
      ) : null}
      <Table caption="What depends on it" columns={['Name', 'Why']}>
        {refusals.map(({ name, email, reason }) => (
          <tr key={email}>
            <Cell isHeader>
              <bdi className="font-medium">{name}</bdi>
              <span className="block text-sm text-ink-soft">{email}</span>
            </Cell>
            <Cell>{reason}</Cell>
          </tr>
        ))}
      </Table>
    </section>
  )
}
