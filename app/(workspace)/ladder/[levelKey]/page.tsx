import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { cache, type ReactNode } from 'react'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { Markdown } from '@/app/_components/ui/markdown'
import { load } from '@/app/_server/page'
import { getLevelPage, type LevelPageView } from '@/lib/ladder/queries'
import { getOwnPlacement } from '@/lib/ladder/versions/placement/queries'
import { Facts } from '../_reading/facts'
import { LADDER_TRAIL } from '../_reading/ladder-tabs'
import { LevelLink } from '../_reading/level-link'
import { Statements } from '../_reading/statements'
import { Step } from '../_reading/step'

const loadLevel = cache((levelKey: string) => load(getLevelPage, { levelKey }))

export async function generateMetadata({
  params,
}: PageProps<'/ladder/[levelKey]'>): Promise<Metadata> {
  return { title: (await loadLevel((await params).levelKey)).title }
}

export default async function LevelPage({ params }: PageProps<'/ladder/[levelKey]'>) {
  const { levelKey } = await params
  const [level, own] = await Promise.all([loadLevel(levelKey), load(getOwnPlacement, undefined)])
  const ownLevel = own?.ladderKey === level.version.ladderKey ? own.levelKey : null
  return (
    <>
      <PageHeader
        title={level.title}
        trail={[
          ...LADDER_TRAIL,
          { href: `/ladder?track=${encodeURIComponent(level.track)}`, title: level.trackTitle },
        ]}
        lead={[level.code, `${level.trackTitle} track`].filter(Boolean).join(' · ')}
        actions={
          <>
            {ownLevel && ownLevel !== level.key ? (
              <ButtonLink href={`/ladder/mine?to=${encodeURIComponent(level.key)}` as Route}>
                What changes for me
              </ButtonLink>
            ) : null}
            <ButtonLink href={comparePath(level, ownLevel)}>
              {ownLevel && ownLevel !== level.key ? 'Compare with my level' : 'Compare'}
            </ButtonLink>
          </>
        }
      />
      <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,48rem)_15rem] print:block">
        <aside aria-label="About this level" className="space-y-5 lg:order-2">
          <Standing level={level} ownLevel={ownLevel} />
          <Facts facts={level.facts} />
          <Aliases aliases={level.aliases} />
          <Equals level={level} />
          <Contents level={level} />
        </aside>
        <Document level={level} />
      </div>
      <Neighbours level={level} />
    </>
  )
}

function Document({ level }: { level: LevelPageView }) {
  return (
    <div className="min-w-0 space-y-9">
      {level.summary ? (
        <p className="max-w-prose text-xl text-pretty text-ink-soft">{level.summary}</p>
      ) : null}
      {level.body ? <Markdown text={level.body} topHeading={3} /> : null}
      {level.extends ? (
        <p className="max-w-prose">
          Everything that <LevelLink level={level.extends} /> asks for is asked for here too.
        </p>
      ) : null}
      {level.sections.map(({ category, at, items }) => (
        <Part key={category.key} id={category.key} title={category.title}>
          {at ? <p className="-mt-1 mb-2 text-ink-soft">Expected: {at.title}</p> : null}
          {category.gate ? (
            <p className="-mt-1 mb-2 text-ink-soft">All of these have to be met.</p>
          ) : null}
          {items.every((item) => item.scored) ? (
            <p className="-mt-1 mb-2 text-ink-soft">Reviews rate each of these.</p>
          ) : null}
          <Statements items={items} points={level.ratingPoints} />
        </Part>
      ))}
      <GrowthAreas level={level} />
      {level.transitionsFrom.length > 0 ? (
        <Part id="steps" title="Steps from here">
          <div className="space-y-8">
            {stepsOf(level).map((step) => (
              <Step
                key={step.key}
                step={step}
                heading={<h3 className="text-base font-semibold">{step.title}</h3>}
              />
            ))}
          </div>
        </Part>
      ) : null}
    </div>
  )
}

/** The step up first, changes of track after it. */
function stepsOf({ transitionsFrom, next }: LevelPageView): LevelPageView['transitionsFrom'] {
  const isUp = ({ to }: LevelPageView['transitionsFrom'][number]) => to.key === next?.key
  return [...transitionsFrom.filter(isUp), ...transitionsFrom.filter((step) => !isUp(step))]
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={`part-${id}`}>
      <h2 className="mb-2.5 text-xl font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function GrowthAreas({ level: { growthAreas } }: { level: LevelPageView }) {
  if (growthAreas.length === 0) return null
  return (
    <Part id="growth-areas" title="Growth areas at this level">
      <dl className="max-w-prose divide-y divide-line border-y border-line">
        {growthAreas.map(({ category, cell }) => (
          <div
            key={category.key}
            id={`item-${cell.key}`}
            className="grid gap-x-4 py-2 target:bg-accent-wash sm:grid-cols-[12rem_minmax(0,1fr)]"
          >
            <dt className="text-ink-soft">{category.title}</dt>
            <dd>
              {cell.text}
              {cell.label ? <span className="ms-2 text-sm text-ink-soft">{cell.label}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}

function Standing({ level, ownLevel }: { level: LevelPageView; ownLevel: string | null }) {
  const words =
    ownLevel === level.key
      ? 'This is your level.'
      : ownLevel !== null && ownLevel === level.previous?.key
        ? 'This is your next level.'
        : null
  if (!words) return null
  return (
    <p className="rounded-md bg-accent-wash px-3 py-2 font-medium">
      {words}{' '}
      <Link href={'/me' as Route} prefetch={false} className="text-accent underline">
        My growth
      </Link>
    </p>
  )
}

function Aliases({ aliases }: { aliases: string[] }) {
  if (aliases.length === 0) return null
  return (
    <p>
      <span className="block text-sm text-ink-soft">Also called</span>
      {aliases.join(', ')}
    </p>
  )
}

function Equals({ level: { band, sameBand } }: { level: LevelPageView }) {
  if (band === null) return null
  return (
    <div>
      <p className="text-sm text-ink-soft">Band {band}</p>
      {sameBand.length === 0 ? (
        <p>No level of another track stands equal.</p>
      ) : (
        <ul>
          {sameBand.map((level) => (
            <li key={level.key}>
              Stands equal to <LevelLink level={level} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Contents({ level }: { level: LevelPageView }) {
  const parts = [
    ...level.sections.map(({ category: { key, title } }) => ({ key, title })),
    ...(level.growthAreas.length > 0 ? [{ key: 'growth-areas', title: 'Growth areas' }] : []),
    ...(level.transitionsFrom.length > 0 ? [{ key: 'steps', title: 'Steps from here' }] : []),
  ]
  return (
    <nav aria-label="On this page" className="no-print hidden lg:sticky lg:top-6 lg:block">
      <ul className="space-y-1 border-s border-line">
        {parts.map(({ key, title }) => (
          <li key={key}>
            <a
              href={`#part-${key}`}
              className="block ps-3 text-ink-soft hover:text-ink hover:underline"
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Neighbours({ level: { previous, next, trackTitle } }: { level: LevelPageView }) {
  return (
    <nav
      aria-label="Neighbouring levels"
      className="no-print mt-12 flex flex-wrap justify-between gap-x-8 gap-y-3 border-t border-line pt-4"
    >
      {previous ? (
        <p>
          <span className="block text-sm text-ink-soft">Before</span>
          <LevelLink level={previous} />
        </p>
      ) : (
        <p className="text-ink-soft">The first level of the {trackTitle.toLowerCase()} track.</p>
      )}
      {next ? (
        <p className="sm:text-end">
          <span className="block text-sm text-ink-soft">After</span>
          <LevelLink level={next} />
        </p>
      ) : (
        <p className="text-ink-soft">The top of the {trackTitle.toLowerCase()} track.</p>
      )}
    </nav>
  )
}

function comparePath({ key }: LevelPageView, ownLevel: string | null): Route {
  const left = ownLevel && ownLevel !== key ? ownLevel : key
  const right = left === key ? '' : `&right=${encodeURIComponent(key)}`
  return `/ladder/compare?left=${encodeURIComponent(left)}${right}` as Route
}
