import { scaleFill } from './scale-fill'

const FIRST = 8
const STEP = 19
const PIPS = `M${FIRST} 8h0${`m${STEP} 0h0`.repeat(4)}`

/**
 * The five steps of the rating scale with a dot where a score stands. A drawing only: its word and
 * number stand beside it as text.
 */
export function ScaleDots({ points }: { points: number | null }) {
  return (
    <svg width="92" height="16" aria-hidden="true" className="scale-dots">
      <path d="M8 8h76" className={points === null ? 'none' : undefined} />
      <path d={PIPS} />
      {points === null ? null : (
        <circle cx={FIRST + STEP * (points - 1)} cy="8" r="5.5" className={scaleFill(points)} />
      )}
    </svg>
  )
}
