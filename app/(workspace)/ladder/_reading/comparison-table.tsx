import type { ComparisonView } from '@/lib/ladder/queries'
import type { ComparedItem, ComparedLevel, ComparisonRow } from '@/lib/ladder/views/comparison'
import type { ComparedLine } from '@/lib/ladder/views/lines'
import { factTitle } from '@/lib/ladder/words/fact-title'
import { leadIn } from './item-words'
import { LevelLink } from './level-link'
import './comparison.css'

type Marks = Record<ComparedLine['change'], string>

/** Who is compared: track, band and summary of both, and how they stand to each other. */
export function ComparedHeads({ view: { left, right, isSameBand } }: { view: ComparisonView }) {
  return (
    <div>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <Head level={left} />
        <Head level={right} />
      </div>
      {isSameBand && left.key !== right.key ? (
        <p className="mt-4 font-medium">These two levels stand equal.</p>
      ) : null}
    </div>
  )
}

function Head({ level }: { level: ComparedLevel }) {
  return (
    <div className="border-t-2 border-line-strong pt-2">
      <h2 className="text-lg font-semibold">
        <LevelLink level={level} />
      </h2>
      <p className="text-sm text-ink-soft">
        {level.trackTitle} track{level.band === null ? '' : ` · band ${level.band}`}
      </p>
      {level.summary ? <p className="mt-1 max-w-prose">{level.summary}</p> : null}
    </div>
  )
}

/** Facts, then every category, statement beside statement; what happens to each is said in words. */
export function ComparisonTable({ view }: { view: ComparisonView }) {
  const { left, right, facts, rows, growthAreas } = view
  const marks = marksFor(view)
  return (
    <table className="ladder-comparison">
      <caption className="sr-only">
        {left.title} and {right.title}, statement by statement
      </caption>
      <thead>
        <tr>
          <th scope="col">Change</th>
          <th scope="col">{left.title}</th>
          <th scope="col">{right.title}</th>
        </tr>
      </thead>
      {facts.length > 0 ? (
        <tbody>
          <Group title="Scope in figures" />
          {facts.map((fact) => (
            <tr key={`${fact.key} ${fact.label}`} className={fact.isChanged ? 'deeper' : 'same'}>
              <th scope="row">{factTitle(fact)}</th>
              <td data-level={shortName(left)}>{fact.left?.text ?? <i>Not stated</i>}</td>
              <td data-level={shortName(right)}>{fact.right?.text ?? <i>Not stated</i>}</td>
            </tr>
          ))}
        </tbody>
      ) : null}
      {rows.map((row) => (
        <Rows key={row.category.key} {...{ row, left, right, marks }} />
      ))}
      {growthAreas.length > 0 ? (
        <tbody>
          <Group title="Growth areas" />
          {growthAreas.map(({ category, lines }) =>
            lines.map((line) => (
              <Line
                key={category.key}
                {...{ line, left, right }}
                subject={category.title}
                mark={marks[line.change]}
              />
            )),
          )}
        </tbody>
      ) : null}
    </table>
  )
}

function Rows({
  row: { category, lines },
  left,
  right,
  marks,
}: {
  row: ComparisonRow
  left: ComparedLevel
  right: ComparedLevel
  marks: Marks
}) {
  return (
    <tbody>
      <Group title={category.title} />
      {lines.map((line) => (
        <Line
          key={line.right?.key ?? line.left?.key}
          {...{ line, left, right }}
          mark={marks[line.change]}
        />
      ))}
    </tbody>
  )
}

function Group({ title }: { title: string }) {
  return (
    <tr className="group">
      <th colSpan={3} scope="rowgroup">
        {title}
      </th>
    </tr>
  )
}

function Line({
  line,
  mark,
  subject,
  left,
  right,
}: {
  line: ComparedLine
  mark: string
  subject?: string
  left: ComparedLevel
  right: ComparedLevel
}) {
  return (
    <tr className={line.change}>
      <th scope="row">
        {subject ? <span>{subject}</span> : null}
        {mark}
      </th>
      <Said item={line.left} level={left} />
      <Said item={line.right} level={right} />
    </tr>
  )
}

function Said({ item, level }: { item: ComparedItem | null; level: ComparedLevel }) {
  if (!item) return <td />
  const lead = leadIn(item)
  return (
    <td data-level={shortName(level)}>
      {lead ? <b>{lead}</b> : null}
      {item.text}
    </td>
  )
}

// Upwards in a track the counterpart goes further; downwards or across it is only another wording.
function marksFor({ left, right, choices }: ComparisonView): Marks {
  const levels = choices.find(({ track }) => track === left.trackTitle)?.levels ?? []
  const at = (level: ComparedLevel) => levels.findIndex(({ key }) => key === level.key)
  const isUpwards = left.track === right.track && at(right) > at(left)
  return {
    same: 'The same',
    deeper: isUpwards ? 'Goes further' : 'Differs',
    added: 'New',
    dropped: `Only ${left.code ?? left.title}`,
  }
}

function shortName({ code, title }: ComparedLevel): string {
  return code ?? title
}
