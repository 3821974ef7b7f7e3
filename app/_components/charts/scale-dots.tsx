import { scaleFill } from './scale-fill'

const FIRST = 8
const STEP = 19

/**
 * The five steps of the rating scale with a dot where a score stands. A drawing only: its word and
 * number stand beside it as text.
 */
export function ScaleDots({ points }: { points: number | null }) {
  if (points === null) return <span className="scale-dots none" />
  return (
    <svg width="92" height="16" aria-hidden="true" className="scale-dots">
      <circle cx={FIRST + STEP * (points - 1)} cy="8" r="5.5" className={scaleFill(points)} />
    </svg>
  )
}
