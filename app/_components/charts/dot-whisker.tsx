/**
 * A score of 100 with its interval: the number, and a dot on a line from the low to the high end.
 * Read out as "72, between 60 and 84". It stands in every row of long tables, hence so few words.
 */
export function DotWhisker({ value, low, high }: { value: number; low: number; high: number }) {
  return (
    <>
      {`${value} `}
      <svg className="whisker" role="img" aria-label={`, between ${low} and ${high}`}>
        <line x1={`${low}%`} x2={`${high}%`} />
        <circle cx={`${value}%`} />
      </svg>
    </>
  )
}
