import { scaleFill } from './scale-fill'

// Few elements, because long pages have a mark in every row.
const STEP = 'h9v9h-9zm11 0'
const OUTLINES = stepsOf(5)

/** One answer on the rating scale: its place among five steps, its number and its word. */
export function ScaleMark({ value, word }: { value: number | null; word: string }) {
  if (value === null) return <span className="text-ink-soft">{word}</span>
  return (
    <span className="rated">
      <svg viewBox="0 0 54 10" aria-hidden="true" className="scale-mark">
        <path d={OUTLINES} />
        <path d={stepsOf(value)} className={scaleFill(value)} />
      </svg>
      {value} {word}
    </span>
  )
}

function stepsOf(count: number): string {
  return `M.5.5${STEP.repeat(count)}`
}
