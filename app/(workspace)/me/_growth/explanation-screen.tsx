'use client'

import type { Route } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import type { ExplanationView } from '@/lib/growth/explanation/queries'
import { type GrowthPaths, withQuery } from './paths'
import { Section } from './section'
import { Tree } from './tree'

/** Both numbers opened down to each rating; with everything open it can be printed as it is. */
export function ExplanationScreen({
  view,
  paths,
  target,
  isOpen,
}: {
  view: ExplanationView
  paths: GrowthPaths
  target: string | null
  isOpen: boolean
}) {
  const title = view.isOwn ? 'My growth' : view.person.name
  const toggle = withQuery(paths.why, { target, ...(isOpen ? {} : { open: 'all' }) })
  const isEmpty = !view.readiness && view.scores.length === 0
  return (
    <>
      <PageHeader
        title="What the numbers are made of"
        trail={[{ href: withQuery(paths.base, { target }), title }]}
        lead="Every number is the sum of the lines below it, each by its share. Open a line to see what it is made of, down to the single rating and the note that came with it."
        actions={
          isEmpty ? null : (
            <ButtonLink href={toggle as Route}>
              {isOpen ? 'Close all lines' : 'Open all lines, to print'}
            </ButtonLink>
          )
        }
      />
      {isEmpty ? (
        <EmptyState title="There are no numbers yet">
          They appear with the first cycle whose ratings can be read here.
        </EmptyState>
      ) : null}
      {view.readiness && view.target ? (
        <Section
          id="readiness"
          title={`Readiness for ${view.target.title}`}
          lead="An indicator attains all it can at Consistent (4). The latest cycle counts most, each one before it half as much as the one after."
        >
          <Tree node={view.readiness} isOpen={isOpen} isRoot />
        </Section>
      ) : null}
      {view.scores.map(({ cycleId, label, levelTitle, tree }) => (
        <Section
          key={cycleId}
          id={`score-${cycleId}`}
          title={`Score in ${label}`}
          lead={`Of the level ${levelTitle}.`}
        >
          <Tree node={tree} isOpen={isOpen} isRoot />
        </Section>
      ))}
    </>
  )
}
