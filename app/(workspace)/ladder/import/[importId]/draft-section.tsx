import { ChoiceField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { countChanges } from '@/lib/ladder/diff/sections'
import type { ImportView } from '@/lib/ladder/importing/queries'
import { DiffSections } from '../../_reading/diff-sections'
import { DraftForm } from './kept-form'
import { MatchChoices } from './match-choices'
import { counted } from './words'

/** What the import would change of what is published, and the button that makes a draft of it. */
export function DraftSection({ view }: { view: ImportView }) {
  const { comparison, target, ladders } = view
  const ladder = ladders.find(({ key }) => key === target.key)
  if (view.isStopped) return null
  return (
    <section className="space-y-4" aria-labelledby="draft">
      <h2 id="draft" className="text-lg font-semibold">
        {ladder ? `As the next version of ${ladder.name}` : 'As a new ladder'}
      </h2>
      {comparison ? <Changes comparison={comparison} /> : null}
      <DraftForm key={view.hash}>
        <input type="hidden" name="importId" value={view.id} />
        <input type="hidden" name="previewed" value={view.hash} />
        {comparison ? (
          <div>
            <h3 className="font-semibold">Is it the same as what is published?</h3>
            <p className="mb-2 max-w-prose text-ink-soft">
              What is ticked keeps its published key, and with it its history.
              {view.isOwn
                ? ''
                : ' What a file like this has no words for, such as bands, weights and anchors, stays with it.'}
            </p>
            <MatchChoices comparison={comparison} />
          </div>
        ) : null}
        {ladder?.draft ? <Replacing draft={ladder.draft} /> : null}
      </DraftForm>
    </section>
  )
}

function Changes({
  comparison: { sections },
}: {
  comparison: NonNullable<ImportView['comparison']>
}) {
  if (sections.length === 0) {
    return (
      <Notice title="Nothing would change">
        <p>What is published says all this already.</p>
      </Notice>
    )
  }
  return (
    <details>
      <summary className="w-fit font-medium text-accent">
        What would change: {changesText(sections)}
      </summary>
      <div className="mt-3 space-y-6">
        <DiffSections sections={sections} />
      </div>
    </details>
  )
}

function changesText(sections: Parameters<typeof countChanges>[0]): string {
  const { added, removed, changed, moved, reordered } = countChanges(sections)
  const parts = [
    added > 0 ? `${added} added` : '',
    removed > 0 ? `${removed} removed` : '',
    changed > 0 ? `${changed} changed` : '',
    moved > 0 ? `${moved} moved` : '',
    reordered > 0 ? 'another order' : '',
  ]
  return parts.filter(Boolean).join(', ')
}

function Replacing({
  draft: { versionId, number, changes },
}: {
  draft: NonNullable<ImportView['ladders'][number]['draft']>
}) {
  return (
    <div className="max-w-prose">
      <Notice kind="warn" title={`There is a draft already, version ${number}`}>
        <p>Publish or discard it first, or let this take its place.</p>
      </Notice>
      <input type="hidden" name="replaces" value={versionId} />
      <input type="hidden" name="changes" value={changes} />
      <ChoiceField
        type="checkbox"
        name="isReplacing"
        value="yes"
        required
        label="Replace that draft"
        hint={
          changes > 0
            ? `${counted(changes, 'change', 'changes')} made in it by anybody would be lost.`
            : 'Nothing was changed in it yet.'
        }
      />
    </div>
  )
}
