'use client'

import { useEffect, useState } from 'react'
import type { EditorView } from '@/lib/reviews/queries'
import { EditorFooter } from './editor-footer'
import { EditorSection } from './editor-section'
import { HelpPanel } from './help-panel'
import { OutlineNav } from './outline-nav'
import { ScaleAnchors } from './rating-choice'
import { EditorContext, useEditorStore } from './use-editor'

/** Left what is done, in the middle the writing, right what helps, below what stays in sight. */
export function Editor({ view }: { view: EditorView }) {
  const store = useEditorStore(view)
  const active = useActiveSection()
  return (
    <EditorContext value={store}>
      <div className="grid gap-x-9 gap-y-4 lg:grid-cols-[12rem_minmax(0,1fr)] xl:grid-cols-[12rem_minmax(0,1fr)_17rem]">
        <div className="min-w-0">
          <OutlineNav outline={view.outline} active={active} />
        </div>
        <div className="min-w-0 xl:order-last">
          <HelpPanel view={view} active={active} />
        </div>
        <div className="min-w-0 space-y-6 lg:col-start-2 xl:col-start-auto">
          <ScaleAnchors />
          {view.outline.sections.map((section) => (
            <EditorSection
              key={section.key}
              section={section}
              levelTitle={view.outline.levelTitle}
              visibleTo={view.audience.short}
            />
          ))}
        </div>
      </div>
      <EditorFooter view={view} />
    </EditorContext>
  )
}

/** The section that the reader is in: the last one whose beginning has passed the upper third. */
function useActiveSection(): string | null {
  const [active, setActive] = useState<string | null>(null)
  useEffect(() => {
    const sections = [...document.querySelectorAll<HTMLElement>('[data-section]')]
    const inView = new Set<Element>()
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) inView.add(target)
          else inView.delete(target)
        }
        const first = sections.find((section) => inView.has(section))
        if (first) setActive(first.dataset.section ?? null)
      },
      { rootMargin: '-20% 0px -60% 0px' },
    )
    for (const section of sections) observer.observe(section)
    return () => observer.disconnect()
  }, [])
  return active
}
