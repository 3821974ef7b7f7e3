import type { Route } from 'next'
import type { FoundPassage } from '@/lib/ladder/views/search/found'
import { levelPath } from './level-link'
import { Marked } from './marked'

/** What was found outside the matrix: summaries, facts, roles and steps. */
export function FoundPassages({
  passages,
  words,
}: {
  passages: FoundPassage[]
  words: readonly string[]
}) {
  if (passages.length === 0) return null
  return (
    <section className="mt-10 max-w-prose">
      <h2 className="text-lg font-semibold">Elsewhere in the ladder</h2>
      <ul className="mt-2 space-y-3">
        {passages.map((passage) => (
          <li key={`${passage.kind} ${passage.key}`}>
            <a href={pathOf(passage)} className="text-accent underline">
              <Marked text={passage.title} words={words} />
            </a>
            <span className="ms-2 text-sm text-ink-soft">{whereOf(passage)}</span>
            {passage.text ? (
              <p>
                <Marked text={passage.text} words={words} />
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

const KINDS: Record<FoundPassage['kind'], string> = {
  level: 'Level',
  transition: 'Step',
  track: 'Track',
  category: 'Category',
  scale: 'Rating',
  ladder: 'About the ladder',
}

const WHERE: Record<FoundPassage['where'], string> = {
  title: 'title',
  prose: 'text',
  name: 'other name',
  fact: 'scope',
  skill: 'skill',
  shift: 'shift',
  pitfall: 'where people trip',
  point: 'description',
}

function whereOf({ kind, where }: FoundPassage): string {
  return `${KINDS[kind]}, ${WHERE[where]}`
}

function pathOf({ kind, key }: FoundPassage): Route {
  if (kind === 'level') return levelPath(key)
  if (kind === 'transition') return `/ladder/transitions#step-${key}` as Route
  if (kind === 'category') return `/ladder?track=both#category-${key}` as Route
  return (kind === 'track' ? `/ladder/role#track-${key}` : '/ladder/role') as Route
}
