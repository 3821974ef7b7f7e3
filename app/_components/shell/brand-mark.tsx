/** Three rungs between two rails. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 text-accent">
      <path
        d="M3 1v14M13 1v14M3 4.5h10M3 8h10M3 11.5h10"
        stroke="currentColor"
        strokeWidth="2"
        fill="none"
      />
    </svg>
  )
}
