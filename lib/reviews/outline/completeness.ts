import { SCALE_POINTS } from '@/lib/scoring/scale'
import type { RatingEntry, SectionBody } from '../body'
import type { Outline, OutlineSection } from './outline'

/** One thing that is asked and not there: an answer, the note of a 1 or a 5, or a text. */
export type Gap = {
  section: string
  sectionTitle: string
  itemKey: string | null
  label: string
  kind: 'answer' | 'note' | 'text'
  /** Handing in is refused while a required gap is open. */
  isRequired: boolean
}

export type Progress = { done: number; total: number }

/** Bodies by section; a section that nobody has opened has none. */
export type Bodies = Readonly<Record<string, SectionBody | undefined>>

export function reviewProgress(outline: Outline, bodies: Bodies): Progress {
  const parts = outline.sections.map((section) => sectionProgress(section, bodies[section.key]))
  return {
    done: parts.reduce((sum, part) => sum + part.done, 0),
    total: parts.reduce((sum, part) => sum + part.total, 0),
  }
}

/** Each rating and each text counts one; a rating that still needs its note is not done. */
export function sectionProgress(section: OutlineSection, body: SectionBody | undefined): Progress {
  const total = section.items.length + (section.hasText ? 1 : 0)
  return { done: total - sectionGaps(section, body).length, total }
}

/** Everything that is missing, in the order of the screen. */
export function listGaps(outline: Outline, bodies: Bodies): Gap[] {
  return outline.sections.flatMap((section) => sectionGaps(section, bodies[section.key]))
}

/** Points at the ends of the scale carry weight, so they ask for what was seen (scoring.md 2.1). */
export function needsNote(value: RatingEntry['value'] | undefined): boolean {
  return SCALE_POINTS.some((point) => point.value === value && point.needsNote)
}

function sectionGaps(section: OutlineSection, body: SectionBody | undefined): Gap[] {
  const about = { section: section.key, sectionTitle: section.title }
  const gaps: Gap[] = []
  if (section.hasText && !body?.text.trim()) {
    gaps.push({
      ...about,
      itemKey: null,
      label: section.title,
      kind: 'text',
      isRequired: section.isTextRequired,
    })
  }
  for (const item of section.items) {
    const kind = ratingGap(body?.ratings[item.key])
    if (kind) gaps.push({ ...about, itemKey: item.key, label: item.text, kind, isRequired: true })
  }
  return gaps
}

function ratingGap(entry: RatingEntry | undefined): 'answer' | 'note' | null {
  if (!entry) return 'answer'
  return needsNote(entry.value) && !entry.note.trim() ? 'note' : null
}
