import { randomUUID } from 'node:crypto'
import type { Database } from '@/lib/db/client'
import type { Direction } from '@/lib/db/generated/enums'
import type { SectionBody } from '@/lib/reviews/body'
import { submitReview } from '@/lib/reviews/commands'
import { saveDraftSection } from '@/lib/reviews/drafts/commands'
import type { OutlineSection } from '@/lib/reviews/outline/outline'
import { getOutline } from '@/lib/reviews/outline/queries'
import { getTask } from '@/lib/reviews/tasks/queries'
import { type Cast, type CastMember, contextOfMember } from './cast'
import { chance } from './chance'
import { ratingOf, strengthOf } from './strength'
import { categoryText, noteText, projectsOf, summaryText } from './texts'

export type Assignment = {
  id: string
  authorId: string
  subjectId: string
  direction: Exclude<Direction, 'DELEGATE'>
}
export type Writing = { db: Database; cast: Cast; cycle: number; at: Date }

/** Writes a review section by section, as far as `share` of its sections, in the author's own name. */
export async function writeReview(
  { db, cast, cycle, at }: Writing,
  assignment: Assignment,
  share = 1,
): Promise<void> {
  const author = memberOf(cast, assignment.authorId)
  const subject = memberOf(cast, assignment.subjectId)
  const ctx = contextOfMember(db, author, at)
  const outline = await getOutline(ctx, await getTask(ctx, assignment.id))
  const sections = outline.sections.slice(0, Math.ceil(outline.sections.length * share))
  for (const section of sections) {
    const body = sectionBody({ section, assignment, author, subject, cycle })
    await saveDraftSection(ctx, {
      reviewId: assignment.id,
      section: section.key,
      saveId: randomUUID(),
      baseVersion: 0,
      body,
    })
  }
}

export async function writeAndSubmit(writing: Writing, assignment: Assignment): Promise<void> {
  await writeReview(writing, assignment)
  const { version } = await writing.db.review.findUniqueOrThrow({ where: { id: assignment.id } })
  const ctx = contextOfMember(writing.db, memberOf(writing.cast, assignment.authorId), writing.at)
  await submitReview(ctx, { reviewId: assignment.id, version, idempotencyKey: randomUUID() })
}

type SectionFacts = {
  section: OutlineSection
  assignment: Assignment
  author: CastMember
  subject: CastMember
  cycle: number
}

function sectionBody(facts: SectionFacts): SectionBody {
  const { section, assignment, subject, author, cycle } = facts
  const [project, other] = projectsOf(subject.team, subject.email, cycle)
  const names = { subject: subject.name.split(' ')[0] ?? subject.name, project, other }
  const seed = `${subject.email} ${author.email} ${cycle} ${section.key}`
  const { direction } = assignment
  const isLeftOut = direction === 'PEER' && section.kind === 'category' && chance(seed) < 0.6
  const text =
    !section.hasText || isLeftOut
      ? ''
      : section.kind === 'summary'
        ? summaryText(direction, strengthOf(subject.email, cycle), names, seed)
        : categoryText(direction, names, seed)
  return { text, ratings: ratingsOf(facts, names) }
}

function ratingsOf(
  facts: SectionFacts,
  names: Parameters<typeof noteText>[2],
): SectionBody['ratings'] {
  const { section, assignment, author, subject, cycle } = facts
  const { direction } = assignment
  const isNextLevel = section.title.startsWith('Towards')
  const ratings: SectionBody['ratings'] = {}
  for (const [position, item] of section.items.entries()) {
    const seed = `${item.key} ${author.email} ${cycle}`
    const value = ratingOf({
      subject: subject.email,
      rater: author.email,
      direction,
      itemKey: item.key,
      position,
      isNextLevel,
      cycle,
    })
    const isNoted =
      value !== null && (value === 1 || value === 5 || chance(seed, 'note') < noteShare(direction))
    ratings[item.key] = { value, note: isNoted ? noteText(direction, value, names, seed) : '' }
  }
  return ratings
}

function noteShare(direction: Direction): number {
  return direction === 'MANAGER' ? 0.6 : 0.3
}

function memberOf(cast: Cast, id: string): CastMember {
  const member = cast.byId.get(id)
  if (!member) throw new Error('Nobody of the cast has this id.')
  return member
}
