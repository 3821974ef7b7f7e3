'use client'

import type { ReactNode } from 'react'
import { PageHeader } from '@/app/_components/shell/page-header'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Notice } from '@/app/_components/ui/notice'
import { ActingAsLine } from '@/app/(workspace)/acting-as'
import { dayInWords } from '@/lib/cycles/local-day'
import type { GrowthView } from '@/lib/growth/queries'
import { type GrowthPaths, withQuery } from './paths'
import { PlanSection } from './plan'
import { ProfileSection } from './profile'
import { ScoresSection } from './scores'
import { TargetNotice, TargetPicker } from './target-picker'
import { TransitionSection } from './transition'
import { VerdictSection } from './verdict'

/** From the present level to the next: the same page for the person and for who manages them. */
export function GrowthScreen({ view, paths }: { view: GrowthView; paths: GrowthPaths }) {
  const tried = view.target?.kind === 'tried' ? view.target.key : null
  return (
    <>
      <PageHeader
        title={<Title view={view} />}
        trail={trailOf(view)}
        lead={<Lead view={view} />}
        actions={<TargetPicker view={view} path={paths.base} />}
      />
      <ActingAsLine as={view.actingAs} />
      <TargetNotice view={view} path={paths.base} />
      <Hidden sentences={view.hidden} />
      <Readiness view={view} paths={paths} tried={tried} />
      <ScoresSection scores={view.scores} isOwn={view.isOwn} />
      {view.transition ? <TransitionSection transition={view.transition} /> : null}
    </>
  )
}

function Title({ view }: { view: GrowthView }) {
  const { currentTitle, target, isOwn, person } = view
  const levels = target ? (
    <>
      {currentTitle} <span aria-hidden="true">→</span>
      <span className="sr-only">to</span> {target.title}
    </>
  ) : (
    currentTitle
  )
  if (!currentTitle) return isOwn ? 'My growth' : `Growth of ${person.name}`
  return isOwn ? (
    levels
  ) : (
    <>
      {person.name}: {levels}
    </>
  )
}

function trailOf({ isOwn, person }: GrowthView) {
  if (isOwn) return []
  return [
    { href: '/team', title: 'My team' },
    { href: `/people/${person.id}`, title: person.name },
  ]
}

function Lead({ view }: { view: GrowthView }) {
  const { cycles, isOwn } = view
  if (cycles.length === 0) return isOwn ? 'My growth' : null
  if (isOwn) {
    return `My growth, from what was shared with you: ${labels(cycles)}. Your manager, their manager and your HR partner can open it too.`
  }
  const unshared = cycles.filter(({ isShared }) => !isShared)
  return (
    <>
      From {labels(cycles)}.
      {unshared.length > 0 ? (
        <strong className="font-semibold text-ink">
          {' '}
          Not shared yet: {labels(unshared)}. {view.person.name} sees none of it until it is.
        </strong>
      ) : null}
    </>
  )
}

function labels(cycles: GrowthView['cycles']): string {
  return cycles.map(({ label }) => label).join(', ')
}

function Hidden({ sentences }: { sentences: string[] }) {
  if (sentences.length === 0) return null
  return (
    <div className="mb-4">
      <Notice>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notice>
    </div>
  )
}

function Readiness({
  view,
  paths,
  tried,
}: {
  view: GrowthView
  paths: GrowthPaths
  tried: string | null
}) {
  const { readiness, target } = view
  if (!view.currentTitle) return <NoLevel view={view} />
  if (!target) return <NoTarget view={view} />
  if (view.cycles.length === 0 || !readiness) return <NothingShared view={view} />
  const path = withQuery(paths.base, { target: tried })
  return (
    <>
      <VerdictSection readiness={readiness} whyHref={withQuery(paths.why, { target: tried })} />
      <ProfileSection groups={readiness.profile} targetTitle={readiness.targetTitle} />
      <PlanSection
        plan={readiness.plan}
        supposed={view.supposed}
        target={tried}
        path={paths.base}
        clearPath={path}
      />
    </>
  )
}

function NoLevel({ view }: { view: GrowthView }) {
  const whose = view.isOwn ? 'You have' : `${view.person.name} has`
  return (
    <EmptyState title={`${whose} no level on the ladder`}>
      Readiness is measured from the level somebody holds to the next one. An administrator records
      levels under People; once there is one, this page shows what the next level asks for.
    </EmptyState>
  )
}

function NothingShared({ view }: { view: GrowthView }) {
  const { isOwn, nextSharing, person } = view
  const when = nextSharing
    ? ` The first can be ${nextSharing.cycleName}: sharing begins on ${dayInWords(nextSharing.shareFromOn)}.`
    : ' No review cycle is running for now.'
  return (
    <EmptyState
      title={isOwn ? 'Nothing has been shared with you yet' : 'Nothing has been handed in yet'}
    >
      {isOwn
        ? `When your manager shares the packet of a review cycle with you, this page shows how your work was rated, how near you are to the next level, and what is missing.${when}`
        : `When reviews of ${person.name} are handed in, this page shows how the work was rated, how near the next level is, and what is missing.`}
    </EmptyState>
  )
}

function NoTarget({ view }: { view: GrowthView }): ReactNode {
  return (
    <EmptyState title={`There is no level above ${view.currentTitle} in this ladder`}>
      {view.isOwn ? 'You are at the top of your track.' : 'This is the top of the track.'} Another
      level, also of another track, can be looked at with the button above.
    </EmptyState>
  )
}
