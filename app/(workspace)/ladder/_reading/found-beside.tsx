import type { MatrixItem } from '@/lib/ladder/views/matrix'
import { Marked } from './marked'

type Found = NonNullable<MatrixItem['found']>

const WHERE: Record<Found['where'], string> = {
  example: 'In an example',
  'anti-example': 'In what it is not',
  anchor: 'In what a rating looks like',
  link: 'In a link',
}

/** Why an item was found whose own words do not say it. */
export function FoundBeside({ found, words }: { found: Found; words: readonly string[] }) {
  return (
    <small>
      {WHERE[found.where]}: <Marked text={found.text} words={words} />
    </small>
  )
}
