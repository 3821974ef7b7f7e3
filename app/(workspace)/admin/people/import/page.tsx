import type { Metadata } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Day } from '@/app/_components/ui/day'
import { Notice } from '@/app/_components/ui/notice'
import { load } from '@/app/_server/page'
import { getImportGuide } from '@/lib/people/import/queries'
import { ImportForm } from './import-form'

export const metadata: Metadata = { title: 'Import people' }

type Guide = Awaited<ReturnType<typeof getImportGuide>>

export default async function ImportPage() {
  const guide = await load(getImportGuide, undefined)
  return (
    <>
      <PageHeader
        title="Import people"
        lead="Preview a CSV file, see every change and every problem, then apply it whole or not at all. The last import can be undone."
      />
      <div className="grid gap-10 xl:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
        <div className="space-y-8">
          <Waiting guide={guide} />
          <ImportForm />
          <Recent guide={guide} />
        </div>
        <Columns guide={guide} />
      </div>
    </>
  )
}

function Columns({ guide }: { guide: Guide }) {
  return (
    <section className="min-w-0">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-lg font-semibold">The columns</h2>
        <a href="/api/imports/people/sample" download className="text-accent hover:underline">
          Download a sample file
        </a>
      </div>
      <dl className="divide-y divide-line rounded-md border border-line bg-surface">
        {guide.columns.map(({ field, header, isRequired, says, otherNames }) => (
          <div key={field} className="gap-x-4 px-3 py-2 sm:grid sm:grid-cols-[8rem_minmax(0,1fr)]">
            <dt className="font-medium">
              {header}
              {isRequired ? <span className="font-normal text-ink-soft"> (needed)</span> : null}
            </dt>
            <dd>
              {says}
              <span className="block text-sm text-ink-soft">Also: {otherNames.join(', ')}.</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 max-w-prose text-ink-soft">
        Order and case of the headers do not matter; commas, semicolons and tabs are understood. An
        empty cell means none, a missing column leaves what is there. At most 20,000 rows, 64
        columns and 5 MB.
      </p>
      <Levels guide={guide} />
    </section>
  )
}

function Levels({ guide: { tracks } }: { guide: Guide }) {
  if (tracks.length === 0) {
    return (
      <p className="mt-3 max-w-prose text-ink-soft">
        No ladder is published yet, so leave level and track empty.
      </p>
    )
  }
  return (
    <details className="mt-4">
      <summary className="font-medium text-accent">Levels you can write</summary>
      <div className="mt-2 grid gap-6 sm:grid-cols-2">
        {tracks.map(({ title, levels }) => (
          <div key={title}>
            <h3 className="text-sm font-medium text-ink-soft">{title}</h3>
            <ul className="mt-1 space-y-0.5">
              {levels.map(({ levelKey, title: level, code }) => (
                <li key={levelKey}>
                  {level} <span className="text-ink-soft">{code ?? levelKey}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </details>
  )
}

function Waiting({ guide: { waiting } }: { guide: Guide }) {
  if (waiting.length === 0) return null
  return (
    <Notice kind="warn" title="The import folder waits for you">
      <ul>
        {waiting.map(({ importId, fileName, at }) => (
          <li key={`${fileName} ${at.toISOString()}`}>
            {importId ? (
              <Link
                href={`/admin/people/import/${importId}`}
                prefetch={false}
                className="break-all text-accent underline"
              >
                {fileName}
              </Link>
            ) : (
              <bdi className="break-all font-medium">{fileName}</bdi>
            )}{' '}
            of <Day on={at} />{' '}
            {importId
              ? 'was not applied by itself. See why, and decide.'
              : 'could not be read. The report beside it in the folder says why.'}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Recent({ guide: { recent } }: { guide: Guide }) {
  if (recent.length === 0) return null
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">Applied lately</h2>
      <ul className="space-y-1.5">
        {recent.map(({ id, fileName, appliedAt, undoneAt, rowCount }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-4">
            <Link
              href={`/admin/people/import/${id}`}
              prefetch={false}
              className="min-w-0 break-all text-accent hover:underline"
            >
              {fileName}
            </Link>
            <span className="text-ink-soft">
              {rowCount.toLocaleString('en')} rows, {appliedAt ? <Day on={appliedAt} /> : null}
              {undoneAt ? ', undone' : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
