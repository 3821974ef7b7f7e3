import type { Route } from 'next'
import Link from 'next/link'
import type { LevelName } from '@/lib/ladder/views/statement'

export function levelPath(levelKey: string): Route {
  return `/ladder/${encodeURIComponent(levelKey)}` as Route
}

/** The name of a level as a link to its page, with its code behind it. */
export function LevelLink({ level }: { level: Pick<LevelName, 'key' | 'code' | 'title'> }) {
  return (
    <>
      <Link
        href={levelPath(level.key)}
        prefetch={false}
        className="text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
      >
        {level.title}
      </Link>
      {level.code ? <span className="ms-1.5 text-sm text-ink-soft">{level.code}</span> : null}
    </>
  )
}
