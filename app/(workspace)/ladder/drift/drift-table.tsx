import type { DriftRow } from '@/lib/ladder/drift/queries'
import { levelPath } from '../_reading/level-link'
import { countText, findingText, separationText } from './drift-words'
import './drift.css'

// A box that scrolls must be reachable by keyboard, although it is no control.
const REACHABLE = { tabIndex: 0 }

const COLUMNS = ['Item', 'Finding', 'Tells levels apart', 'Ratings at the level', 'One level below']

/** One row an item; plain links, because the browser marks what an address names only on loading. */
export function DriftTable({ rows }: { rows: DriftRow[] }) {
  return (
    <section aria-label="Items and how they were rated" {...REACHABLE} className="drift">
      <table>
        <caption className="sr-only">Items and how they were rated</caption>
        <thead>
          <tr>
            {COLUMNS.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">Edit</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ row }: { row: DriftRow }) {
  const level = row.levels[0]?.key ?? ''
  return (
    <tr className={row.findings.length > 0 ? 'found' : undefined}>
      <th scope="row">
        <a href={`${levelPath(level)}#item-${row.key}`}>{row.text}</a>
        <small>
          {row.levels.map(({ code, title }) => code ?? title).join(', ')} · {row.category}
        </small>
      </th>
      <td data-label={COLUMNS[1]}>{findingText(row)}</td>
      <td data-label={COLUMNS[2]}>{separationText(row)}</td>
      <td data-label={COLUMNS[3]}>{countText(row.at)}</td>
      <td data-label={COLUMNS[4]}>{countText(row.below)}</td>
      <td>
        <a href={`/ladder/edit#item-${row.key}`} aria-label={`Edit: ${row.text}`}>
          Edit
        </a>
      </td>
    </tr>
  )
}
