import type { Route } from 'next'
import Link from 'next/link'
import type { SourceSpot } from '@/lib/ladder/importing/preview'
import type { ImportView } from '@/lib/ladder/importing/queries'

type Shown = Pick<ImportView, 'id' | 'source' | 'files'>

/** A link to a line of the source beside it, or to the part of it where that line is. */
export function SpotLink({ view, spot }: { view: Shown; spot: SourceSpot }) {
  if (!spot) return null
  const words = `${view.files.length > 1 ? `${spot.file + 1}:` : ''}${spot.line}`
  const href = spotHref(view, spot)
  const label = `Line ${words}`
  if (href.startsWith('#')) {
    return (
      <a href={href} aria-label={label} className="spot">
        {words}
      </a>
    )
  }
  return (
    <Link href={href as Route} prefetch={false} aria-label={label} className="spot">
      {words}
    </Link>
  )
}

function spotHref({ id, source }: Shown, { file, line }: NonNullable<SourceSpot>): string {
  const [first, last] = [source.lines[0]?.number ?? 0, source.lines.at(-1)?.number ?? 0]
  const anchor = `#L${line}`
  const isShown = file === source.file && line >= first && line <= last
  return isShown ? anchor : sourceHref(id, { file, line }) + anchor
}

export function sourceHref(id: string, { file, line }: { file: number; line: number }): string {
  return `/ladder/import/${id}?file=${file}&line=${line}`
}
