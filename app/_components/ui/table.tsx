import type { ReactNode } from 'react'

// A box that scrolls must be reachable by keyboard, although it is no control.
const REACHABLE = { tabIndex: 0 }

/** A table in a box of its own: a wide one scrolls there, the page does not. */
export function Table({
  caption,
  columns,
  children,
}: {
  caption: string
  columns: readonly (string | { title: string; isHidden: true })[]
  children: ReactNode
}) {
  return (
    <section
      aria-label={caption}
      {...REACHABLE}
      className="relative overflow-x-auto rounded-md border border-line bg-surface"
    >
      <table className="w-full border-collapse text-start">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line">
            {columns.map((column) => {
              const { title, isHidden } =
                typeof column === 'string' ? { title: column, isHidden: false } : column
              return (
                <th
                  key={title}
                  scope="col"
                  className="px-3 py-2 text-start text-sm font-medium whitespace-nowrap text-ink-soft"
                >
                  {isHidden ? <span className="sr-only">{title}</span> : title}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">{children}</tbody>
      </table>
    </section>
  )
}

export function Cell({ children, isHeader = false }: { children: ReactNode; isHeader?: boolean }) {
  const classes = 'px-3 py-2 text-start align-top font-normal'
  if (isHeader) {
    return (
      <th scope="row" className={classes}>
        {children}
      </th>
    )
  }
  return <td className={classes}>{children}</td>
}
