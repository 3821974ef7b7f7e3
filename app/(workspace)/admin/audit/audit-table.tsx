import '@/app/_components/ui/data-table.css'
import type { AuditRow, AuditView } from '@/lib/audit/log/queries'
import type { AuditFilter } from '@/lib/audit/log/schema'
import { auditHref } from './hrefs'

// A box that scrolls must be reachable by keyboard, although it is no control.
const REACHABLE = { tabIndex: 0 }
const CAPTION = 'Events, the newest first'

/** One line an event; a name or a thing leads to everything about it. */
export function AuditTable({ view: { rows, filter } }: { view: AuditView }) {
  return (
    <section
      aria-label={CAPTION}
      {...REACHABLE}
      className="relative overflow-x-auto rounded-md border border-line bg-surface"
    >
      <table className="plain-table data-table" data-soft-links>
        <caption className="sr-only">{CAPTION}</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">About</th>
            <th scope="col">Object</th>
          </tr>
        </thead>
        <tbody>{rows.map((row) => rowOf(row, filter))}</tbody>
      </table>
    </section>
  )
}

// Plain functions: fifty rows of components would cost more than their markup.
function rowOf(row: AuditRow, filter: AuditFilter) {
  const { id, at, on, time, actor, actorId, subject, subjectId, says, reason, object } = row
  return (
    <tr key={id}>
      <th scope="row">
        <time dateTime={at}>
          {on}, {time}
        </time>
      </th>
      <td>
        {personLink(filter, actorId, actor)}
        {row.as ? `, ${row.as}` : null}
      </td>
      <td>
        {row.isRefused ? <b>{says}</b> : says}
        {reason ? ` (${reason})` : null}
      </td>
      <td>{personLink(filter, subjectId, subject ?? subjectId)}</td>
      <td>
        {object ? (
          <a href={auditHref(filter, { object: object.id })}>
            {object.words} <code>{object.id.slice(-8)}</code>
          </a>
        ) : null}
      </td>
    </tr>
  )
}

function personLink(filter: AuditFilter, id: string | null, name: string | null) {
  return id ? <a href={auditHref(filter, { person: id })}>{name}</a> : name
}
