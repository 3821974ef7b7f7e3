import { IntervalChart } from '@/app/_components/charts/interval-chart'
import { Cell, Table } from '@/app/_components/ui/table'
import type { ScorePoint } from '@/lib/growth/view'
import { certaintyText, intervalText } from './measured-words'
import { Section } from './section'

/** The score of the level that was held in each cycle, drawn, and as a table. */
export function ScoresSection({ scores, isOwn }: { scores: ScorePoint[]; isOwn: boolean }) {
  if (scores.length === 0) return null
  const lead = isOwn
    ? 'How your present work was rated against the level you held, cycle by cycle. The line is the range in which the score lies nine times out of ten.'
    : 'How the work was rated against the level held at the time, cycle by cycle. The line is the range in which the score lies nine times out of ten.'
  return (
    <Section id="scores" title="Score of the level held" lead={lead}>
      <div className="max-w-3xl">
        <IntervalChart
          title="Score by cycle"
          description={scores.map(pointInWords).join(' ')}
          rows={scores.map((point) => ({
            id: point.cycleId,
            label: point.label,
            text: point.measured ? intervalText(point.measured) : 'Not observed',
            value: point.measured?.value ?? null,
            low: point.measured?.low ?? 0,
            high: point.measured?.high ?? 0,
            isFaint: point.isProvisional,
          }))}
        />
        <details className="mt-3">
          <summary className="w-fit font-medium text-accent">The same as a table</summary>
          <div className="mt-2">
            <ScoresTable scores={scores} isOwn={isOwn} />
          </div>
        </details>
      </div>
    </Section>
  )
}

function ScoresTable({ scores, isOwn }: { scores: ScorePoint[]; isOwn: boolean }) {
  const columns = ['Cycle', 'Level', 'Score of 100', 'Between', 'How sure']
  return (
    <Table caption="Score by cycle" columns={isOwn ? columns : [...columns, 'Shared']}>
      {scores.map(({ cycleId, label, levelTitle, measured, isProvisional, isShared }) => (
        <tr key={cycleId}>
          <Cell isHeader>{label}</Cell>
          <Cell>{levelTitle}</Cell>
          <Cell>{measured ? measured.value : 'Not observed'}</Cell>
          <Cell>{measured ? `${measured.low} and ${measured.high}` : '–'}</Cell>
          <Cell>
            {measured ? certaintyText(measured) : '–'}
            {isProvisional && measured ? '; provisional' : ''}
          </Cell>
          {isOwn ? null : <Cell>{isShared ? 'Shared' : 'Not shared yet'}</Cell>}
        </tr>
      ))}
    </Table>
  )
}

function pointInWords({ label, levelTitle, measured }: ScorePoint): string {
  if (!measured) return `${label}: not observed.`
  const { value, low, high } = measured
  return `${label}, ${levelTitle}: ${value}, between ${low} and ${high}.`
}
