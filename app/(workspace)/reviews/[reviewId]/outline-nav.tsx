'use client'

import { Check, Circle, CircleDot } from 'lucide-react'
import { sectionProgress } from '@/lib/reviews/outline/completeness'
import type { Outline, OutlineSection } from '@/lib/reviews/outline/outline'
import { Progress } from './progress'
import { sectionId } from './section-id'
import { useEditor } from './use-editor'

/** The sections with what is done in each; on small screens folded into one line. */
export function OutlineNav({ outline, active }: { outline: Outline; active: string | null }) {
  const list = (
    <ol className="space-y-0.5">
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
  const Icon = isDone ? Check : done === '0' ? Circle : CircleDot
  return (
    <li>
      <a
        href={`#${sectionId(section.key)}`}
        aria-current={isActive ? 'location' : undefined}
        className="flex min-h-8 items-start gap-2 rounded-md px-2 py-1.5 text-sm text-ink-soft hover:bg-sunken hover:text-ink aria-[current]:bg-accent-wash aria-[current]:font-medium aria-[current]:text-ink"
      >
        <Icon
          aria-hidden="true"
          className={`mt-0.5 size-3.5 shrink-0 ${isDone ? 'text-accent' : ''}`}
        />
        <span className="min-w-0 flex-1 break-words">{section.title}</span>
        <span className="tabular-nums">
          {isDone ? <span className="sr-only">done</span> : `${done}/${total}`}
        </span>
      </a>
    </li>
  )
}
