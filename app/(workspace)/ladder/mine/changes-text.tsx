import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ChangedCategory, Changes } from '@/lib/ladder/views/changes'
import type { ComparedItem } from '@/lib/ladder/views/comparison'
import { factTitle } from '@/lib/ladder/words/fact-title'
import { LevelLink } from '../_reading/level-link'
import { Step } from '../_reading/step'
import './changes.css'

/** The way from one level to another as a text to read: steps, what is new, what goes on. */
export function ChangesText({ changes }: { changes: Changes }) {
  const { to, categories, steps, direction } = changes
  return (
    <div className="ladder-changes">
      <Head changes={changes} />
      {steps.length > 0 ? (
        <Part title={steps.length === 1 ? 'The step' : 'The steps on the way'}>
          <div className="space-y-8">
            {steps.map((step) => (
              <Step key={step.key} step={step} heading={<h3>{step.title}</h3>} />
            ))}
          </div>
        </Part>
      ) : null}
      <Scope changes={changes} />
      {direction === 'across' ? <Rated changes={changes} /> : null}
      <Part title={`New at ${to.title}`} isEmpty={!categories.some(hasNews)}>
        {categories.filter(hasNews).map((category) => (
          <News key={category.key} category={category} isUp={direction === 'up'} />
        ))}
      </Part>
      <Part title="Goes on as it is" isEmpty={!categories.some(({ same }) => same.length > 0)}>
        {categories.map(({ key, title, same }) => (
          <Listed key={key} title={title} items={same} />
        ))}
      </Part>
      <Part
        title={droppedTitle(changes)}
        isEmpty={!categories.some(({ dropped }) => dropped.length > 0)}
      >
        {categories.map(({ key, title, dropped }) => (
          <Listed key={key} title={title} items={dropped} />
        ))}
      </Part>
    </div>
  )
}

function Head({ changes: { from, to, isSameBand, direction, steps } }: { changes: Changes }) {
  return (
    <div>
      <p className="text-lg">
        <LevelLink level={from} /> <span aria-hidden="true">→</span>
        <span className="sr-only">to</span> <LevelLink level={to} />
      </p>
      <p className="text-ink-soft">
        {direction === 'across'
          ? `From the ${from.trackTitle} to the ${to.trackTitle} track. `
          : ''}
        {isSameBand ? 'Both levels stand equal: it is another kind of work, not a step up. ' : ''}
        {steps.length === 0 ? 'The ladder describes no step between these two levels. ' : ''}
        <Link
          href={
            `/ladder/compare?${new URLSearchParams({ left: from.key, right: to.key })}` as Route
          }
          prefetch={false}
          className="no-print text-accent underline"
        >
          Side by side
        </Link>
      </p>
      {to.summary ? <p className="mt-2">{to.summary}</p> : null}
    </div>
  )
}

function Scope({ changes: { facts } }: { changes: Changes }) {
  if (facts.length === 0) return null
  return (
    <Part title="Scope">
      <dl className="shift">
        {facts.map((fact) => (
          <div key={`${fact.key} ${fact.label}`}>
            <dt>{factTitle(fact)}</dt>
            <dd>
              <del>{fact.left?.text ?? 'not stated'}</del> → {fact.right?.text ?? 'not stated'}
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}

function Rated({ changes: { to, rated } }: { changes: Changes }) {
  if (rated.length === 0) return null
  return (
    <Part title={`What you would be asked for in the ${to.trackTitle} track`}>
      <p className="text-ink-soft">A review at {to.title} rates each of these.</p>
      {rated.map(({ title, items }) => (
        <Listed key={title} title={title} items={items} />
      ))}
    </Part>
  )
}

function News({ category, isUp }: { category: ChangedCategory; isUp: boolean }) {
  const { title, added, deeper } = category
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {deeper.map(({ from, to }) => (
          <li key={to.key}>
            {to.text}
            <small>
              {isUp ? 'Goes further than' : 'Instead of'}: {from.text}
            </small>
          </li>
        ))}
        {added.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </>
  )
}

function Listed({ title, items }: { title: string; items: Pick<ComparedItem, 'key' | 'text'>[] }) {
  if (items.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {items.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </>
  )
}

function Part({
  title,
  isEmpty = false,
  children,
}: {
  title: string
  isEmpty?: boolean
  children: ReactNode
}) {
  return (
    <section>
      <h2>{title}</h2>
      {isEmpty ? <p className="text-ink-soft">Nothing.</p> : children}
    </section>
  )
}

function hasNews({ added, deeper }: ChangedCategory): boolean {
  return added.length + deeper.length > 0
}

function droppedTitle({ isCumulative, direction, from, to }: Changes): string {
  if (direction !== 'up') return `Not asked for at ${to.title}`
  return isCumulative ? `Stays asked for from ${from.title}` : `Not said again at ${to.title}`
}
