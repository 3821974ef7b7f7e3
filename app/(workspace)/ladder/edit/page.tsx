import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { load } from '@/app/_server/page'
import { LADDER_TRAIL } from '@/app/(workspace)/ladder/_reading/ladder-tabs'
import { type DraftEditorView, getDraftEditor } from '@/lib/ladder/editing/queries'
import { LadderEditor } from './_editor/ladder-editor'
import { DiscardDraft } from './discard-draft'
import { StartDraft, StartLadder } from './start-draft'

export const metadata: Metadata = { title: 'Edit the ladder' }

export default async function EditLadderPage({ searchParams }: PageProps<'/ladder/edit'>) {
  const { ladder, start } = await searchParams
  const chosen = typeof ladder === 'string' ? ladder : undefined
  const view = await load(getDraftEditor, chosen ? { ladder: chosen } : {})
  const { draft } = view
  if (!draft || start === 'new') {
    return (
      <div className="max-w-prose">
        <PageHeader title="Edit the ladder" trail={LADDER_TRAIL} lead={<Lead />} />
        <Ladders view={view} />
        <StartLadder />
      </div>
    )
  }
  return (
    <div className="ladder-page">
      <PageHeader
        title={`Edit ${draft.document.name}`}
        trail={LADDER_TRAIL}
        lead={
          <>
            Version {draft.number}, a draft
            {draft.basedOn === null ? '' : ` of what is published as version ${draft.basedOn}`}. You
            edit it as ladder administrator; nothing changes for others until it is published.
          </>
        }
        actions={
          <>
            <ButtonLink look="quiet" href={'/ladder/edit?start=new' as Route}>
              Other ladders
            </ButtonLink>
            <DiscardDraft versionId={draft.versionId} changes={draft.sequence} />
          </>
        }
      />
      <LadderEditor key={draft.versionId} start={draft} />
    </div>
  )
}

function Lead() {
  return 'A draft is a copy that only administrators of ladders see. What is published stays as it is until the draft is published.'
}

function Ladders({ view: { ladders } }: { view: DraftEditorView }) {
  if (ladders.length === 0) return null
  return (
    <ul className="mb-8 space-y-4">
      {ladders.map(({ key, name, draft, published }) => (
        <li key={key} className="flex flex-wrap items-center justify-between gap-3">
          <span>
            <b className="font-semibold">{name}</b>
            {published === null ? ', not published yet' : `, version ${published} is published`}
          </span>
          {draft ? (
            <Link
              href={`/ladder/edit?ladder=${encodeURIComponent(key)}` as Route}
              prefetch={false}
              className="font-medium text-accent underline"
            >
              Open the draft
            </Link>
          ) : (
            <StartDraft ladder={key} name={name} />
          )}
        </li>
      ))}
    </ul>
  )
}
