'use client'

import { memo } from 'react'
import { sectionProgress } from '@/lib/reviews/outline/completeness'
import type { OutlineSection } from '@/lib/reviews/outline/outline'
import { ClashPanel } from './clash-panel'
import { KeptTexts } from './kept-texts'
import { RatingChoice } from './rating-choice'
import { audienceId, sectionId } from './section-id'
import { useEditor, useStore } from './use-editor'

/** One section to write: what the level asks, what is rated, and the text. */
export const EditorSection = memo(function EditorSection({
  section,
  levelTitle,
  visibleTo,
}: {
  section: OutlineSection
  levelTitle: string
  visibleTo: string
}) {
  const id = sectionId(section.key)
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      data-section={section.key}
      className="-mx-3 scroll-mt-16 px-3 pb-4 [contain-intrinsic-size:auto_32rem] [content-visibility:auto] lg:scroll-mt-2"
    >
      <div className="flex items-baseline justify-between gap-4 border-t border-line-strong pt-5">
        <h2 id={`${id}-title`} className="text-xl font-semibold">
          {section.title}
        </h2>
        <SectionCount section={section} />
      </div>
      <p id={`${id}-ask`} className="mt-1 max-w-prose text-ink-soft">
        {section.ask}
      </p>
      <p id={audienceId(section.key)} className="mt-1 text-sm text-ink-soft">
        Read by only you until you submit; then by {visibleTo}.
      </p>
      {section.expectations.length > 0 ? (
        <details open className="mt-3 rounded-md bg-sunken px-3.5 py-2.5">
          <summary className="text-sm font-medium">Expected of {withArticle(levelTitle)}</summary>
          <ul className="mt-1.5 max-w-prose list-disc space-y-1 ps-4.5">
            {section.expectations.map(({ key, text }) => (
              <li key={key}>{text}</li>
            ))}
          </ul>
        </details>
      ) : null}
      <KeptTexts section={section} />
      <ClashPanel section={section} />
      {section.items.length > 0 ? (
        <div className="mt-4 space-y-5">
          <p className="text-sm text-ink-soft">
            Choose with the mouse, or with the keys <kbd>1</kbd> to <kbd>5</kbd> and <kbd>N</kbd>.
          </p>
          {section.items.map((item) => (
            <RatingChoice key={item.key} section={section.key} item={item} />
          ))}
        </div>
      ) : null}
      {section.hasText ? <SectionText section={section} /> : null}
    </section>
  )
})

function SectionCount({ section }: { section: OutlineSection }) {
  const count = useEditor(({ queue }) => {
    const { done, total } = sectionProgress(section, queue.section(section.key).body)
    return `${done} of ${total}`
  })
  return <p className="shrink-0 text-sm text-ink-soft tabular-nums">{count} done</p>
}

function SectionText({ section }: { section: OutlineSection }) {
  const store = useStore()
  const text = useEditor(({ queue }) => queue.section(section.key).body.text)
  const refusal = useEditor(({ queue }) => queue.section(section.key).refusal)
  const id = sectionId(section.key)
  return (
    <div className="mt-4">
      <label htmlFor={`${id}-text`} className="sr-only">
        {section.title}
      </label>
      <textarea
        id={`${id}-text`}
        value={text}
        onChange={(event) => store.setText(section.key, event.target.value)}
        aria-describedby={`${id}-ask ${audienceId(section.key)}`}
        aria-required={section.isTextRequired}
        aria-invalid={refusal ? true : undefined}
        placeholder="Write here"
        autoComplete="off"
        spellCheck
        rows={section.kind === 'summary' ? 6 : 4}
        className="field-sizing-content block min-h-32 w-full scroll-mb-32 rounded-md border border-line-strong bg-surface px-3.5 py-2.5 text-lg text-ink placeholder:text-ink-soft aria-invalid:border-danger"
      />
      {refusal ? <p className="mt-1 text-sm font-medium text-danger">{refusal}</p> : null}
    </div>
  )
}

function withArticle(title: string): string {
  return `${/^[aeiou]/i.test(title) ? 'an' : 'a'} ${title}`
}
