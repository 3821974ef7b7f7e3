import { Cell, Table } from '@/app/_components/ui/table'
import type { Problem } from '@/lib/people/import/file/problem'

/** Every problem with the row and column that a spreadsheet shows, and what the cell says. */
export function ProblemsTable({ problems, total }: { problems: Problem[]; total: number }) {
  if (total === 0) return null
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">Problems</h2>
      {total > problems.length ? (
        <p className="mb-2 text-ink-soft">
          The first {problems.length.toLocaleString('en')} of {total.toLocaleString('en')}; they
          often have one cause.
        </p>
      ) : null}
      <Table
        caption="Problems"
        columns={['Row', 'Column', 'What the cell says, and what is wrong']}
      >
        {problems.map((problem) => (
          <tr key={`${problem.row} ${problem.column} ${problem.message}`}>
            <Cell isHeader>{problem.row}</Cell>
            <Cell>{columnText(problem)}</Cell>
            <Cell>
              {problem.cell ? (
                <bdi className="block font-medium break-all">{problem.cell}</bdi>
              ) : null}
              {problem.message}
            </Cell>
          </tr>
        ))}
      </Table>
    </section>
  )
}

function columnText({ column, header }: Problem): string {
  if (column === null) return '–'
  return header ? `${column}, ${header}` : String(column)
}
