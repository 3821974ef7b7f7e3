import { Notice } from '@/app/_components/ui/notice'
import type { MessageGroups } from '@/lib/ladder/importing/preview'
import type { ImportView } from '@/lib/ladder/importing/queries'
import { SpotLink } from './spot-link'

/** What the readers and checks say: errors stop, warnings are told, notes are there to be read. */
export function ImportMessages({ view }: { view: ImportView }) {
  const { error, warning, info } = view.messages
  return (
    <div className="space-y-3">
      {error.total > 0 ? (
        <Notice kind="error" title={titled(error.total, 'error stops this', 'errors stop this')}>
          <List view={view} group={error} />
        </Notice>
      ) : null}
      {warning.total > 0 ? (
        <Notice kind="warn" title={titled(warning.total, 'warning', 'warnings')}>
          <Folded view={view} group={warning} />
        </Notice>
      ) : null}
      {info.total > 0 ? (
        <details>
          <summary className="w-fit font-medium text-accent">
            {titled(info.total, 'note', 'notes')}
          </summary>
          <List view={view} group={info} />
        </details>
      ) : null}
    </div>
  )
}

const FEW = 6

type Group = MessageGroups[keyof MessageGroups]

function Folded({ view, group }: { view: ImportView; group: Group }) {
  if (group.shown.length <= FEW) return <List view={view} group={group} />
  return (
    <details>
      <summary className="w-fit font-medium text-accent">Show them</summary>
      <List view={view} group={group} />
    </details>
  )
}

function List({ view, group: { shown, total } }: { view: ImportView; group: Group }) {
  return (
    <ul className="import-messages">
      {shown.map(({ code, file, line, column, message, spot }) => (
        <li key={`${code} ${file} ${line} ${column} ${message}`}>
          <SpotLink view={view} spot={spot} /> <bdi>{message}</bdi> <small>{code}</small>
        </li>
      ))}
      {total > shown.length ? (
        <li>and {(total - shown.length).toLocaleString('en')} more.</li>
      ) : null}
    </ul>
  )
}

function titled(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
