import type { ReactNode } from 'react'
import { Day } from '@/app/_components/ui/day'
import { Cell, Table } from '@/app/_components/ui/table'
import type { PreviewChange, PreviewPerson } from '@/lib/people/import/preview'

const FIELDS: Record<string, string> = {
  name: 'Name',
  level: 'Level',
  team: 'Team',
  startedOn: 'Start date',
  managerEmail: 'Manager',
}

export function CreatedGroup({ people, total }: { people: PreviewPerson[]; total: number }) {
  return (
    <Group title="New" shown={people.length} total={total}>
      <Table
        caption="New people"
        columns={['Row', 'Name', 'Level', 'Team', 'Manager', 'Start date']}
      >
        {people.map((person) => (
          <tr key={person.email}>
            <Cell>{person.row}</Cell>
            <Cell isHeader>
              <Who {...person} />
            </Cell>
            <Cell>{person.level ?? '–'}</Cell>
            <Cell>{person.team ?? '–'}</Cell>
            <Cell>{person.manager ?? '–'}</Cell>
            <Cell>{person.startedOn ? <Day on={person.startedOn} /> : '–'}</Cell>
          </tr>
        ))}
      </Table>
    </Group>
  )
}

export function ChangeGroup({
  title,
  changes,
  total,
  explanation,
}: {
  title: string
  changes: PreviewChange[]
  total: number
  explanation: string
}) {
  return (
    <Group title={title} shown={changes.length} total={total} explanation={explanation}>
      <Table caption={title} columns={['Row', 'Name', 'What changes']}>
        {changes.map((change) => (
          <tr key={change.email}>
            <Cell>{change.row}</Cell>
            <Cell isHeader>
              <Who {...change} />
            </Cell>
            <Cell>
              <ul className="min-w-64 space-y-0.5">
                {change.changes.map(({ field, from, to }) => (
                  <li key={field}>
                    <span className="text-ink-soft">{FIELDS[field] ?? field}: </span>
                    <Value field={field} text={from} /> → <Value field={field} text={to} />
                  </li>
                ))}
              </ul>
            </Cell>
          </tr>
        ))}
      </Table>
    </Group>
  )
}

function Group({
  title,
  shown,
  total,
  explanation,
  children,
}: {
  title: string
  shown: number
  total: number
  explanation?: string
  children: ReactNode
}) {
  if (total === 0) return null
  return (
    <section>
      <h2 className="text-lg font-semibold">
        {title} <span className="font-normal text-ink-soft">{total.toLocaleString('en')}</span>
      </h2>
      <p className="mb-2 max-w-prose text-ink-soft">
        {explanation}
        {total > shown ? ` These are the first ${shown}; all are applied.` : ''}
      </p>
      {children}
    </section>
  )
}

function Who({ name, email }: { name: string; email: string }) {
  return (
    <>
      <bdi className="font-medium">{name}</bdi>
      <span className="block text-sm text-ink-soft">{email}</span>
    </>
  )
}

function Value({ field, text }: { field: string; text: string | null }) {
  if (text === null) return <span className="text-ink-soft">none</span>
  return field === 'startedOn' ? <Day on={text} /> : <bdi>{text}</bdi>
}
