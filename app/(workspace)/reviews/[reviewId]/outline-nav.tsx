'use client'

import { sectionProgress } from '@/lib/reviews/outline/completeness'
import type { Outline, OutlineSection } from '@/lib/reviews/outline/outline'
import { Progress } from './progress'
import { sectionId } from './section-id'
import { useEditor } from './use-editor'

/** The sections with what is done in each; on small screens folded into one line. */
export function OutlineNav({ outline, active }: { outline: Outline; active: string | null }) {
  const list = (
    <ol className="outline-nav">
      {outline.sections.map((section) => (
        <Entry key={section.key} section={section} isActive={section.key === active} />
      ))}
    </ol>
  )
  return (
    <>
      <nav aria-label="Sections" className="sticky top-6 hidden lg:block">
        {list}
      </nav>
      <details className="rounded-md border border-line bg-surface lg:hidden">
        <summary className="px-3.5 py-2.5 font-medium">
          Sections
          <span className="float-end font-normal text-ink-soft">
            <Progress outline={outline} />
          </span>
        </summary>
        <nav aria-label="Sections" className="border-t border-line p-1.5">
          {list}
        </nav>
      </details>
    </>
  )
}

function Entry({ section, isActive }: { section: OutlineSection; isActive: boolean }) {
  const progress = useEditor(({ queue }) => {
    const { done, total } = sectionProgress(section, queue.section(section.key).body)
    return `${done}/${total}`
  })
  const [done, total] = progress.split('/')
  const isDone = done === total
  return (
    <li>
      <a
        href={`#${sectionId(section.key)}`}
        aria-current={isActive ? 'location' : undefined}
        data-icon={isDone ? 'check' : done === '0' ? 'circle' : 'circle-dot'}
      >
        <span>{section.title}</span>
        {isDone ? <span className="sr-only">done</span> : <small>{`${done}/${total}`}</small>}
      </a>
    </li>
  )
}
