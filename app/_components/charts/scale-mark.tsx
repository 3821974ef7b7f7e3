const FILLS: Record<number, string> = {
  1: 'fill-scale-1',
  2: 'fill-scale-2',
  3: 'fill-scale-3',
  4: 'fill-scale-4',
  5: 'fill-scale-5',
}
const STEPS = [1, 2, 3, 4, 5]

/** One answer on the rating scale: its place among five steps, its number and its word. */
export function ScaleMark({ value, word }: { value: number | null; word: string }) {
  if (value === null) return <span className="text-ink-soft">{word}</span>
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <svg viewBox="0 0 54 10" aria-hidden="true" className="h-2.5 w-13.5 shrink-0">
        {STEPS.map((step) => (
          <rect
            key={step}
            x={(step - 1) * 11 + 0.5}
            y="0.5"
            width="9"
            height="9"
            rx="1.5"
            strokeWidth="1"
            className={`stroke-line-strong ${step <= value ? FILLS[value] : 'fill-none'}`}
          />
        ))}
      </svg>
      {value} {word}
    </span>
  )
}
