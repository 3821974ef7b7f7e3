import type { SectionBody, SubmissionBody } from '../body'
import type { Outline } from '../outline/outline'

export type RatingRow = {
  itemId: string
  levelKey: string
  value: number | null
  hasNote: boolean
}

/** What is handed in: the sections that were asked for, and one row for each rating in them. */
export function submissionOf(
  outline: Outline,
  bodies: Readonly<Record<string, SectionBody | undefined>>,
): { body: SubmissionBody; ratings: RatingRow[] } {
  const sections: Record<string, SectionBody> = {}
  const ratings: RatingRow[] = []
  for (const { key, items } of outline.sections) {
    const body = bodies[key]
    if (!body) continue
    const asked = items.flatMap((item) => {
      const entry = body.ratings[item.key]
      return entry ? [{ item, entry }] : []
    })
    sections[key] = {
      text: body.text,
      ratings: Object.fromEntries(asked.map(({ item, entry }) => [item.key, entry])),
    }
    for (const { item, entry } of asked) {
      ratings.push({
        itemId: item.id,
        levelKey: item.levelKey,
        value: entry.value,
        hasNote: entry.note.trim() !== '',
      })
    }
  }
  return { body: { sections }, ratings }
}
