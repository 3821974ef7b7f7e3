import type { PacketHead } from '@/lib/reviews/packets/queries'
import type { ItemReading, Mark, PacketReading } from '@/lib/reviews/packets/reading'
import { type DrawnItem, PacketPages } from './packet-pages'

/** A packet set as a document; the preview and the shared one are drawn by this alone. */
export function PacketDocument({
  head,
  reading: { groups, ...reading },
  omissions,
}: {
  head: PacketHead
  reading: PacketReading
  omissions: string[]
}) {
  return (
    <PacketPages
      head={head}
      reading={reading}
      groups={groups.map(({ key, title, items }) => ({ key, title, items: items.map(drawn) }))}
      omissions={omissions}
    />
  )
}

// Without what is empty and without names that are not shown: a tenth less beside the HTML.
function drawn({ key, text, manager, peers, self, notes }: ItemReading): DrawnItem {
  const marks = [
    ...marksOf('Manager', manager.map(unnamed)),
    ...marksOf('Peers', peers),
    ...marksOf('Self', self.map(unnamed)),
  ]
  return {
    key,
    text,
    ...(marks.length > 0 ? { marks } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  }
}

function marksOf(term: string, marks: Mark[]): NonNullable<DrawnItem['marks']> {
  if (marks.length === 0) return []
  return [
    [term, marks.map(({ value, word, rater }) => (rater ? [value, word, rater] : [value, word]))],
  ]
}

function unnamed(mark: Mark): Mark {
  return { ...mark, rater: null }
}
