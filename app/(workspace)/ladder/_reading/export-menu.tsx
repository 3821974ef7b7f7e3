'use client'

const FORMATS = [
  { format: 'pdf', title: 'PDF for printing' },
  { format: 'csv', title: 'CSV for spreadsheets' },
  { format: 'md', title: 'Markdown for editing' },
  { format: 'yaml', title: 'YAML' },
  { format: 'json', title: 'JSON' },
]

/** The version that is shown as a file; plain links, so that it works without a script. */
export function ExportMenu({ ladder, version }: { ladder: string; version: number }) {
  const query = `?ladder=${encodeURIComponent(ladder)}&version=${version}`
  return (
    <details className="relative">
      <summary className="inline-flex min-h-9 cursor-pointer items-center rounded-md border border-line px-3 font-medium text-ink-soft hover:text-ink">
        Export
      </summary>
      <ul className="absolute left-0 z-10 mt-1 w-56 rounded-md border border-line bg-surface py-1 shadow-lg sm:right-0 sm:left-auto">
        {FORMATS.map(({ format, title }) => (
          <li key={format}>
            <a
              href={`/ladder/export/${format}${query}`}
              download
              className="flex min-h-9 items-center px-3 hover:bg-accent-wash"
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
