/** A score of 100 with its interval: a dot on a line from the low to the high end. */
export function DotWhisker({ value, low, high }: { value: number; low: number; high: number }) {
  const label = low === high ? `${value}` : `${value}, between ${low} and ${high}`
  return (
    <svg viewBox="-4 0 108 16" role="img" aria-label={label} className="h-3.5 w-24 shrink-0">
      <path d="M0 8H100" className="stroke-line" strokeWidth="1" />
      <path
        d={`M${low} 8H${high}M${low} 5v6M${high} 5v6`}
        className="stroke-accent"
        strokeWidth="1.5"
      />
      <circle cx={value} cy="8" r="3.5" className="fill-accent" />
    </svg>
  )
}
