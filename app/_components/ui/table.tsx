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
      <table className="plain-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const { title, isHidden } =
                typeof column === 'string' ? { title: column, isHidden: false } : column
              return (
                <th key={title} scope="col">
                  {isHidden ? <span className="sr-only">{title}</span> : title}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}

export function Cell({ children, isHeader = false }: { children: ReactNode; isHeader?: boolean }) {
  return isHeader ? <th scope="row">{children}</th> : <td>{children}</td>
}
