import { Button } from '@/app/_components/ui/button'
import type { PlanLine } from '@/lib/growth/profile/growth-plan'
import type { SupposedView } from '@/lib/growth/view'
import { certaintyText, intervalText } from './measured-words'
import { Section } from './section'
import { Conditions } from './verdict'

const SUPPOSED_POINT = 4

/** The growth plan from the losses, the dearest first; each line can be supposed to be Consistent. */
export function PlanSection({
  plan,
  supposed,
  target,
  path,
  clearPath,
}: {
  plan: PlanLine[]
  supposed: SupposedView | null
  target: string | null
  path: string
  clearPath: string
}) {
  if (plan.length === 0) {
    return (
      <Section id="plan" title="Growth plan">
        <p>Nothing is missing: no indicator of the level costs anything.</p>
      </Section>
    )
  }
  const ticked = new Set(supposed?.suppositions.map(({ itemKey }) => itemKey))
  return (
    <Section
      id="plan"
      title="Growth plan"
      lead="What to work on, the largest effect first. Tick lines to see what the next cycle would change if they were rated Consistent (4) in it and everything else as in the last one. Nothing is stored."
    >
      {supposed ? <Supposed supposed={supposed} path={clearPath} /> : null}
      <form method="get" action={`${path}#plan`}>
        {target ? <input type="hidden" name="target" value={target} /> : null}
        <ol className="divide-y divide-line rounded-md border border-line bg-surface">
          {plan.map((line) => (
            <Line key={line.key} line={line} isTicked={ticked.has(line.key)} />
          ))}
        </ol>
        <div className="no-print mt-3">
          <Button type="submit">See what would change</Button>
        </div>
      </form>
    </Section>
  )
}

function Line({ line, isTicked }: { line: PlanLine; isTicked: boolean }) {
  return (
    <li>
      <label className="flex items-start gap-3 px-4 py-3">
        <input
          type="checkbox"
          name="whatif"
          value={`${line.key}:${SUPPOSED_POINT}`}
          defaultChecked={isTicked}
          className="no-print mt-1 size-4 shrink-0 accent-accent"
        />
        <span className="min-w-0 flex-1">
          <span className="block font-medium text-pretty">{line.text}</span>
          <span className="block text-sm text-ink-soft">
            {line.isCritical ? 'Critical: it must be met. ' : ''}
            {line.advice}
          </span>
        </span>
        <span className="shrink-0 text-end text-sm">
          {line.cost === null ? (
            <span className="text-ink-soft">not observed</span>
          ) : (
            <>
              <span className="text-lg font-semibold tabular-nums">{line.cost}</span>{' '}
              {line.cost === '1' ? 'point' : 'points'}
            </>
          )}
        </span>
      </label>
    </li>
  )
}

function Supposed({ supposed, path }: { supposed: SupposedView; path: string }) {
  const { before, measured, verdictWord, gates } = supposed
  const failing = gates.filter(({ pass }) => !pass)
  return (
    <div role="status" className="mb-4 rounded-md bg-accent-wash px-4 py-3">
      <p className="font-semibold">
        {measured
          ? `Readiness would be ${intervalText(measured)}${before === null ? '' : ` instead of ${before}`}: ${verdictWord}.`
          : `There would still be no number: ${verdictWord}.`}
      </p>
      <p className="text-sm">
        {measured ? `${certaintyText(measured)}. ` : ''}
        {failing.length === 0 ? 'Nothing would hold it back.' : 'This would still hold it back:'}
      </p>
      {failing.length > 0 ? <Conditions gates={failing} /> : null}
      <p className="no-print mt-2 text-sm">
        This is a supposition; nothing was changed.{' '}
        <a href={path} className="text-accent underline">
          Clear it
        </a>
      </p>
    </div>
  )
}
