import { Day } from '@/app/_components/ui/day'
import { Cell, Table } from '@/app/_components/ui/table'
import type { Group, PreviewEntry, ShownChange } from '@/lib/people/import/preview'
import { GROUP_WORDS, ROLE_NAMES } from './group-words'

const FIELDS: Record<string, string> = {
  name: 'Name',
  level: 'Level',
  team: 'Team',
  startedOn: 'Start date',
  employment: 'Employment',
  managerEmail: 'Manager',
}
const EMPLOYMENTS: Record<string, string> = { EMPLOYEE: 'Employee', CONTRACTOR: 'Contractor' }

const COLUMNS: Record<Group, readonly string[]> = {
  created: ['Row', 'Name', 'Level', 'Team', 'Manager', 'Start date'],
  changed: ['Row', 'Name', 'What changes'],
  moved: ['Row', 'Name', 'What changes'],
  deactivated: ['Name', 'Team', 'Manager', 'Roles that end'],
  reactivated: ['Row', 'Name', 'Level', 'Team', 'Manager', 'Start date'],
  unlevelled: ['Row', 'Name', 'Employment', 'Team', 'Manager'],
}

/** The lines of one group; `isBackwards` shows what an undo puts back. */
export function EntriesTable({
  group,
  entries,
  isBackwards = false,
}: {
  group: Group
  entries: PreviewEntry[]
  isBackwards?: boolean
}) {
  return (
    <Table caption={GROUP_WORDS[group].caption} columns={COLUMNS[group]}>
      {entries.map((entry) => (
        <tr key={entry.email}>
          {entry.row === null ? null : <Cell>{entry.row}</Cell>}
          <Cell isHeader>
            <bdi className="font-medium">{entry.name}</bdi>
            <span className="block text-sm text-ink-soft">{entry.email}</span>
          </Cell>
          <Details group={group} entry={entry} isBackwards={isBackwards} />
        </tr>
      ))}
    </Table>
  )
}

function Details({
  group,
  entry: { detail },
  isBackwards,
}: {
  group: Group
  entry: PreviewEntry
  isBackwards: boolean
}) {
  const { level, team, manager, startedOn, employment, roles = [], changes = [] } = detail
  if (group === 'changed' || group === 'moved') {
    return (
      <Cell>
        <Changes changes={isBackwards ? changes.map(turned) : changes} />
      </Cell>
    )
  }
  const place = [<Cell key="team">{team ?? '–'}</Cell>, <Cell key="manager">{manager ?? '–'}</Cell>]
  if (group === 'deactivated') {
    return [
      ...place,
      <Cell key="roles">{roles.map((role) => ROLE_NAMES[role] ?? role).join(', ') || '–'}</Cell>,
    ]
  }
  if (group === 'unlevelled') {
    return [<Cell key="employment">{EMPLOYMENTS[employment ?? ''] ?? '–'}</Cell>, ...place]
  }
  return [
    <Cell key="level">{level ?? '–'}</Cell>,
    ...place,
    <Cell key="start">{startedOn ? <Day on={startedOn} /> : '–'}</Cell>,
  ]
}

function turned({ field, from, to }: ShownChange): ShownChange {
  return { field, from: to, to: from }
}

function Changes({ changes }: { changes: readonly ShownChange[] }) {
  return (
    <ul className="min-w-64 space-y-0.5">
      {changes.map(({ field, from, to }) => (
        <li key={field}>
          <span className="text-ink-soft">{FIELDS[field] ?? field}: </span>
          <Value field={field} text={from} /> → <Value field={field} text={to} />
        </li>
      ))}
    </ul>
  )
}

function Value({ field, text }: { field: string; text: string | null }) {
  if (text === null) return <span className="text-ink-soft">none</span>
  if (field === 'employment') return EMPLOYMENTS[text] ?? text
  return field === 'startedOn' ? <Day on={text} /> : <bdi>{text}</bdi>
}
