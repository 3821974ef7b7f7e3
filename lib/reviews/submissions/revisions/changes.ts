import type { ChangedSection, DiffLine, FieldLine } from '@/lib/ladder/diff/sections'
import { wordSpans } from '@/lib/ladder/diff/words'
import { NOT_OBSERVED, SCALE_POINTS } from '@/lib/scoring/scale'
import type { RatingEntry, SubmissionBody } from '../../body'

export type RevisedWords = {
  sections: readonly { key: string; title: string }[]
  items: readonly { key: string; text: string }[]
}

/** What became different from one revision to the next, section by section; empty for nothing. */
export function revisionChanges(
  before: SubmissionBody,
  after: SubmissionBody,
  words: RevisedWords,
): ChangedSection[] {
  return words.sections.flatMap(({ key, title }) => {
    const [old, now] = [before.sections[key], after.sections[key]]
    const text = textLine(old?.text.trim() ?? '', now?.text.trim() ?? '')
    const rated = words.items.flatMap((item) => {
      const [was, is] = [old?.ratings[item.key], now?.ratings[item.key]]
      return ratingLine({ item, was, is })
    })
    const lines = [...text, ...rated]
    return lines.length > 0 ? [{ name: key, title, lines }] : []
  })
}

function textLine(before: string, after: string): DiffLine[] {
  if (before === after) return []
  const line = { key: 'text', where: '' }
  if (before === '') return [{ ...line, change: 'added', title: after, fields: [] }]
  if (after === '') return [{ ...line, change: 'removed', title: before, fields: [] }]
  return [{ ...line, change: 'changed', title: '', fields: [wordsLine('Text', before, after)] }]
}

function ratingLine({
  item,
  was,
  is,
}: {
  item: RevisedWords['items'][number]
  was: RatingEntry | undefined
  is: RatingEntry | undefined
}): DiffLine[] {
  const [before, after] = [pointOf(was), pointOf(is)]
  const [oldNote, note] = [was?.note.trim() ?? '', is?.note.trim() ?? '']
  const fields = [
    ...(before === after ? [] : [{ label: 'Rating', spans: null, before, after }]),
    ...(oldNote === note ? [] : [wordsLine('Note', oldNote, note)]),
  ]
  if (fields.length === 0) return []
  return [{ change: 'changed', key: item.key, title: item.text, where: '', fields }]
}

function wordsLine(label: string, before: string, after: string): FieldLine {
  return { label, spans: wordSpans(before, after), before, after }
}

function pointOf(entry: RatingEntry | undefined): string {
  if (!entry) return ''
  const point = SCALE_POINTS.find(({ value }) => value === entry.value)
  return point ? `${point.value} ${point.name}` : NOT_OBSERVED.name
}
