import { scaleLinear } from 'd3-scale'

const WIDTH = 92
const HEIGHT = 16
const STEPS = [1, 2, 3, 4, 5]
const FILLS = [
  'fill-scale-1',
  'fill-scale-2',
  'fill-scale-3',
  'fill-scale-4',
  'fill-scale-5',
] as const

const x = scaleLinear()
  .domain([1, 5])
  .range([8, WIDTH - 8])

/**
 * The five steps of the rating scale with a dot where a score stands. A drawing only: its word and
 * number stand beside it as text.
 */
export function ScaleDots({ points }: { points: number | null }) {
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" className="shrink-0">
      <line
        x1={x(1)}
        x2={x(5)}
        y1={HEIGHT / 2}
        y2={HEIGHT / 2}
        className="stroke-line"
        strokeDasharray={points === null ? '2 3' : undefined}
      />
      {STEPS.map((step) => (
        <circle
          key={step}
          cx={x(step)}
          cy={HEIGHT / 2}
          r={2}
          className="fill-paper stroke-line-strong"
        />
      ))}
      {points === null ? null : (
        <circle
          cx={x(points)}
          cy={HEIGHT / 2}
          r={5.5}
          className={`${fillOf(points)} stroke-ink`}
          strokeWidth={1.25}
        />
      )}
    </svg>
  )
}

function fillOf(points: number): string {
  const step = Math.min(5, Math.max(1, Math.floor(points + 1e-9)))
  return FILLS[step - 1] ?? FILLS[0]
}
