import type { Route } from 'next'
import Link from 'next/link'
import type { ImportView } from '@/lib/ladder/importing/queries'
import { sourceHref } from './spot-link'

// A box that scrolls must be reachable by keyboard, although it is no control.
const REACHABLE = { tabIndex: 0 }

/** The file as it came, with the numbers of its lines; of a long one the part that was asked for. */
export function SourceText({ view: { id, files, source } }: { view: ImportView }) {
  const { file, name, lines, total, earlier, later } = source
  return (
    <section className="import-source" aria-label="Source">
      <h2 className="mb-2 text-lg font-semibold">The source</h2>
      {files.length > 1 ? <Files id={id} files={files} chosen={file} /> : null}
      {earlier ? <Part id={id} file={file} line={earlier} words="Earlier lines" /> : null}
      <section {...REACHABLE} aria-label={`Lines of ${name}`}>
        <ol dir="auto">
          {lines.map(({ number, text }) => (
            <li key={number} id={`L${number}`} value={number}>
              {text}
            </li>
          ))}
        </ol>
      </section>
      {later ? <Part id={id} file={file} line={later} words="Later lines" /> : null}
      <p className="mt-1 text-sm text-ink-soft">
        {total.toLocaleString('en')} {total === 1 ? 'line' : 'lines'}, kept exactly as they came.
        SHA-256 <span className="break-all">{files[file]?.sha256}</span>
      </p>
    </section>
  )
}

function Files({ id, files, chosen }: { id: string; files: ImportView['files']; chosen: number }) {
  return (
    <ol className="mb-2 flex list-inside list-decimal flex-wrap gap-x-4">
      {files.map(({ name }, file) => (
        <li key={name}>
          <Link
            href={sourceHref(id, { file, line: 1 }) as Route}
            prefetch={false}
            scroll={false}
            aria-current={file === chosen ? 'true' : undefined}
            className="break-all text-accent hover:underline aria-[current=true]:font-semibold aria-[current=true]:text-ink"
          >
            <bdi>{name}</bdi>
          </Link>
        </li>
      ))}
    </ol>
  )
}

function Part({
  id,
  file,
  line,
  words,
}: {
  id: string
  file: number
  line: number
  words: string
}) {
  return (
    <Link
      href={sourceHref(id, { file, line }) as Route}
      prefetch={false}
      scroll={false}
      className="inline-block py-1 font-medium text-accent hover:underline"
    >
      {words}
    </Link>
  )
}
