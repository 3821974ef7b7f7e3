import { Cell, Table } from '@/app/_components/ui/table'
import type { AffectedLevel } from '@/lib/ladder/publishing/affected'

const CHANGES: Record<AffectedLevel['change'], string> = {
  added: 'New',
  changed: 'Reads differently',
  removed: 'Is no more',
}

/** How many people stand at each level that changes, and how many aim at it. Counts, never names. */
export function AffectedTable({ levels }: { levels: AffectedLevel[] }) {
  return (
    <Table
      caption="Levels that change"
      columns={['Level', 'What happens', 'People at it', 'People aiming at it']}
    >
      {levels.map(({ key, title, change, at, aiming }) => (
        <tr key={key}>
          <Cell isHeader>{title}</Cell>
          <Cell>{CHANGES[change]}</Cell>
          <Cell>{at.toLocaleString('en')}</Cell>
          <Cell>{aiming.toLocaleString('en')}</Cell>
        </tr>
      ))}
    </Table>
  )
}
