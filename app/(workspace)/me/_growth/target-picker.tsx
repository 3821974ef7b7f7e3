import { Button } from '@/app/_components/ui/button'
import { GROWTH_READERS } from '@/lib/growth/access/readable'
import type { GrowthView } from '@/lib/growth/queries'
import { RELATION_WORDS } from '@/lib/policy/plain/relation-words'
import { andList } from '@/lib/reviews/tasks/reader-words'
import { TargetForm } from './target-form'

/** Looks at another level by the address alone; the person can then make it their own goal. */
export function TargetPicker({ view, path }: { view: GrowthView; path: string }) {
  if (view.targetOptions.length === 0) return null
  return (
    <details className="no-print relative">
      <summary className="inline-flex min-h-9 list-none items-center rounded-md border border-line-strong bg-surface px-3 py-1 font-medium hover:bg-sunken">
        Look at another level
      </summary>
      <form
        method="get"
        action={path}
        className="mt-2 flex flex-wrap items-end gap-2 rounded-md border border-line bg-surface p-3 sm:absolute sm:end-0 sm:z-10 sm:w-96 sm:shadow-float"
      >
        <label className="block min-w-0 flex-1 font-medium">
          Level
          <select
            name="target"
            defaultValue={view.target?.key}
            className="mt-1 block min-h-9 w-full rounded-md border border-line-strong bg-surface px-2.5 text-base font-normal"
          >
            {view.targetOptions.map(({ track, levels }) => (
              <optgroup key={track} label={track}>
                {levels.map(({ key, title }) => (
                  <option key={key} value={key}>
                    {title}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <Button type="submit">Show</Button>
      </form>
    </details>
  )
}

const GOAL_READERS = andList(GROWTH_READERS.map((relation) => RELATION_WORDS[relation].plural))

/** Says that the level shown is not, or not by itself, the one that growth goes towards. */
export function TargetNotice({ view, path }: { view: GrowthView; path: string }) {
  if (!view.target || view.target.kind === 'next') return null
  const who = view.isOwn ? 'You' : view.person.name
  if (view.target.kind === 'chosen') {
    return (
      <div className="no-print mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="text-ink-soft">{who} chose this level as the goal.</p>
        {view.isOwn ? (
          <TargetForm levelKey="" label="Go back to the next level of my track" />
        ) : null}
      </div>
    )
  }
  const standing = view.standingTitle
  return (
    <div className="no-print mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md bg-accent-wash px-4 py-3">
      <p>
        You are looking at {view.target.title}.
        {standing ? ` ${view.isOwn ? 'Your goal' : 'The goal'} is still ${standing}.` : ''}{' '}
        <a href={path} className="text-accent underline">
          Back
        </a>
      </p>
      {view.isOwn ? (
        <>
          <TargetForm levelKey={view.target.key} label="Make it my goal" />
          <p className="basis-full text-sm text-ink-soft">
            Your goal is seen by you, {GOAL_READERS}.
          </p>
        </>
      ) : null}
    </div>
  )
}
