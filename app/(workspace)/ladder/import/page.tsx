import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Day } from '@/app/_components/ui/day'
import { load } from '@/app/_server/page'
import { listImports, type RecentImport } from '@/lib/ladder/importing/queries'
import { LADDER_TRAIL } from '../_reading/ladder-tabs'
import { ImportForm } from './import-form'

export const metadata: Metadata = { title: 'Import a ladder' }

const FORMS = [
  {
    title: 'A file that Rung exported',
    says: 'Markdown, YAML, JSON or CSV. Its keys are kept, so nothing has to be matched.',
  },
  {
    title: 'Markdown',
    says: 'Levels and categories as headings, bold lines or nested bullets, or in pipe tables, with levels as rows or as columns. One file for all levels, or one for each.',
  },
  {
    title: 'HTML',
    says: 'A page as it was saved: the same structures, cells that span others too.',
  },
  {
    title: 'CSV',
    says: 'A row for each item with a column for its level, or a grid of levels and categories. You say what each column is.',
  },
  {
    title: 'JSON and YAML',
    says: 'Of any shape: lists of levels, mappings, flat lists. You say what stands where.',
  },
]

export default async function ImportLadderPage() {
  const recent = await load(listImports, undefined)
  return (
    <>
      <PageHeader
        title="Import a ladder"
        trail={LADDER_TRAIL}
        lead="Rung reads what you have, shows what it takes for levels, categories and items, and lets you correct it. Then it becomes a draft; what is published stays until you publish that."
      />
      <div className="grid gap-10 xl:grid-cols-[minmax(0,30rem)_minmax(0,1fr)]">
        <div className="space-y-8">
          <ImportForm />
          <Recent imports={recent} />
        </div>
        <section className="min-w-0">
          <h2 className="mb-3 text-lg font-semibold">What can be read</h2>
          <dl className="max-w-3xl divide-y divide-line rounded-md border border-line bg-surface">
            {FORMS.map(({ title, says }) => (
              <div
                key={title}
                className="gap-x-4 px-3 py-2 sm:grid sm:grid-cols-[12rem_minmax(0,1fr)]"
              >
                <dt className="font-medium">{title}</dt>
                <dd>{says}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-3 max-w-prose text-ink-soft">
            Text in UTF-8, at most 5 MB in all, 100 files and 10,000 items. The files are kept
            exactly as they came. Text without levels is no ladder and is refused; what stands
            around a ladder is kept as text.
          </p>
        </section>
      </div>
    </>
  )
}

function Recent({ imports }: { imports: RecentImport[] }) {
  if (imports.length === 0) return null
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">Imported lately</h2>
      <ul className="space-y-1.5">
        {imports.map(({ id, files, createdAt, draftedAt, actor }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-4">
            <Link
              href={`/ladder/import/${id}` as Route}
              prefetch={false}
              className="min-w-0 break-all text-accent hover:underline"
            >
              <bdi>{files.join(', ')}</bdi>
            </Link>
            <span className="text-ink-soft">
              <bdi>{actor}</bdi>, <Day on={createdAt} />
              {draftedAt ? ', made a draft' : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
