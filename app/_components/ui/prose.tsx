/** Text as somebody typed it, in paragraphs; nothing in it is markup. */
export function Prose({ text }: { text: string }) {
  const paragraphs = text.split(/\n{2,}/).map((paragraph, place) => ({ paragraph, place }))
  return (
    <div className="prose whitespace-pre-line" dir="auto">
      {paragraphs.map(({ paragraph, place }) => (
        <p key={place}>{paragraph}</p>
      ))}
    </div>
  )
}
