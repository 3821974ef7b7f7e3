import { Fragment } from 'react'
import { piecesOf } from '@/lib/ladder/views/search/words'

/** A text with the words that were searched for marked in it. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text
  return piecesOf(text, words).map((piece, index) => {
    const key = `${index} ${piece.text}`
    if (!piece.isFound) return <Fragment key={key}>{piece.text}</Fragment>
    return (
      <mark key={key} className="rounded-xs bg-warn-wash font-semibold text-ink">
        {piece.text}
      </mark>
    )
  })
}
