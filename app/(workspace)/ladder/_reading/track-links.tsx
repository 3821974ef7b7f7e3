'use client'

/** Which track the matrix shows; plain links, see `useSoftLinks`. */
export function TrackLinks({
  tracks,
  track,
  search,
}: {
  tracks: { key: string; title: string }[]
  track: string
  search: string
}) {
  const searched = search ? `&q=${encodeURIComponent(search)}` : ''
  return (
    <nav aria-label="Track" className="track-links" data-soft-links>
      {tracks.map(({ key, title }) => (
        <a
          key={key}
          href={`/ladder?track=${encodeURIComponent(key)}${searched}`}
          aria-current={key === track ? 'true' : undefined}
        >
          {title}
        </a>
      ))}
    </nav>
  )
}
