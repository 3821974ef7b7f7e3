import type { Metadata, Route } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { Notice } from '@/app/_components/ui/notice'
import { load } from '@/app/_server/page'
import { getImport, type ImportView } from '@/lib/ladder/importing/queries'
import { LADDER_TRAIL } from '../../_reading/ladder-tabs'
import { DraftSection } from './draft-section'
import { CategoryRows, LevelRows } from './heading-rows'
import './import.css'
import { ImportMessages } from './import-messages'
import { ReadingForm } from './kept-form'
import { OutlineTree } from './outline-tree'
import { ReadingFields } from './reading-fields'
import { SourceText } from './source-text'
import { counted, READERS } from './words'

// Without a referrer a browser tells no origin either, and then a form without script is refused.
export const metadata: Metadata = { title: 'Import', referrer: 'same-origin' }

const TRAIL = [...LADDER_TRAIL, { href: '/ladder/import', title: 'Import' }]

type Props = PageProps<'/ladder/import/[importId]'>

export default async function ImportPage({ params, searchParams }: Props) {
  const { importId } = await params
  const { file, line } = await searchParams
  const view = await load(getImport, { importId, file, line })
  const [first] = view.files
  const others = view.files.length - 1
  return (
    <div className="ladder-page">
      <PageHeader
        title={
          <bdi className="break-all">
            {first?.name}
            {others > 0 ? ` and ${counted(others, 'more file', 'more files')}` : ''}
          </bdi>
        }
        trail={TRAIL}
        lead={<span role="status">{found(view)}</span>}
      />
      <div className="mb-8 max-w-3xl space-y-3">
        <Outcome view={view} />
        <ImportMessages view={view} />
      </div>
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-2">
        <div className="min-w-0 space-y-10">
          <Reading view={view} />
          {view.tree.length > 0 ? (
            <section>
              <h2 className="mb-2 text-lg font-semibold">What was found</h2>
              <OutlineTree view={view} nodes={view.tree} />
            </section>
          ) : null}
          <DraftSection view={view} />
        </div>
        <SourceText view={view} />
      </div>
    </div>
  )
}

function Reading({ view }: { view: ImportView }) {
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">How it is read</h2>
      <ReadingForm key={view.revision}>
        <input type="hidden" name="importId" value={view.id} />
        <input type="hidden" name="revision" value={view.revision} />
        <ReadingFields view={view} />
        {view.isOwn ? null : (
          <details open={view.counts === null}>
            <summary className="w-fit font-medium text-accent">
              Correct levels, tracks and categories
            </summary>
            <div className="mt-3 space-y-6">
              <LevelRows view={view} />
              <CategoryRows view={view} />
            </div>
          </details>
        )}
      </ReadingForm>
    </section>
  )
}

function Outcome({ view }: { view: ImportView }) {
  if (view.draftedAt) return <Made view={view} draftedAt={view.draftedAt} />
  return view.counts === null ? <NoLadder /> : null
}

function Made({ view: { draft }, draftedAt }: { view: ImportView; draftedAt: Date }) {
  if (draft && !draft.isDraft) return <Notice title={`It became version ${draft.number}`} />
  return (
    <>
      <Notice title="A draft was made of it">
        <p>
          On <Day on={draftedAt} />
          {draft ? '.' : ', and discarded or replaced since.'}
        </p>
      </Notice>
      {draft ? (
        <ButtonLink href={`/ladder/edit?ladder=${encodeURIComponent(draft.ladder)}` as Route}>
          Edit the draft
        </ButtonLink>
      ) : null}
    </>
  )
}

function NoLadder() {
  return (
    <Notice kind="warn" title="No ladder was found in this">
      <p className="max-w-prose">
        Looked for: headings, bold lines or bullets that come again with other words below them;
        tables with levels as rows or as columns; a column or field that names levels. If it is
        there, say below what kind of file it is or at which line a level begins. Text about ladders
        is no ladder.
      </p>
    </Notice>
  )
}

function found({ counts, reader, draftedAt }: ImportView): string {
  const words = `Read as: ${READERS[reader]}`
  if (!counts) return `${words}. No ladder was found.`
  const parts = [
    counted(counts.tracks, 'track', 'tracks'),
    counted(counts.levels, 'level', 'levels'),
    counted(counts.categories, 'category', 'categories'),
    counted(counts.items, 'item', 'items'),
  ]
  return `${words}. ${parts.join(', ')}.${draftedAt ? '' : ' Nothing is changed yet.'}`
}
