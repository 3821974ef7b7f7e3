/**
 * One answer on the rating scale: its place among five steps, its number and its word, and whose it
 * is. A single element with a drawn background, because long pages have a mark in every row.
 */
export function ScaleMark({
  value,
  word,
  rater,
}: {
  value: number | null
  word: string
  rater?: string | null | undefined
}) {
  return (
    <span className="rated" data-scale={value ?? undefined}>
      {value === null ? word : `${value} ${word}`}
      {rater ? <small>{rater}</small> : null}
    </span>
  )
}
