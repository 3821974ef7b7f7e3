const WIDTH = 88
const RADIUS = 4

/**
 * A score of 100 with its interval: the number, and a dot on a line from the low to the high end.
 * Read out as "72, between 60 and 84". It stands in every row of long tables, hence so few elements.
 */
export function DotWhisker({ value, low, high }: { value: number; low: number; high: number }) {
  const [at, from, to] = [value, low, high].map((score) => ((score * WIDTH) / 100).toFixed(1))
  const dot = `M${at} 7m-${RADIUS} 0a${RADIUS} ${RADIUS} 0 1 0 ${2 * RADIUS} 0a${RADIUS} ${RADIUS} 0 1 0-${2 * RADIUS} 0`
  return (
    <>
      {`${value} `}
      <svg
        className="whisker"
        viewBox={`0 0 ${WIDTH} 14`}
        role="img"
        aria-label={`, between ${low} and ${high}`}
      >
        <path d={`M${from} 6H${to}v2H${from}z${dot}`} />
      </svg>
    </>
  )
}
