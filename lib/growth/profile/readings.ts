import type { Answer, AnsweredCycle, AnswerGroup } from '../sources/ratings'
import { type Mark, markOfPoints } from '../words/rating-words'
import type { Voice } from '../words/voice'

export type RaterMark = { who: string; mark: Mark }

/** What was said of one item in one cycle: marks and notes as far as their reader may see them. */
export type CycleReading = {
  cycleId: string
  label: string
  packetId: string | null
  participantId: string
  marks: RaterMark[]
  notes: { who: string; text: string }[]
  /** Why something is not here. */
  remarks: string[]
}

/**
 * The answers of one cycle about one item. A group below its minimum is not shown at all; raters
 * without a name stand by their rating, and their notes apart from it, so that no line is a person.
 */
export function readingOf(cycle: AnsweredCycle, itemKey: string, voice: Voice): CycleReading {
  const own = cycle.answers.filter((answer) => answer.itemKey === itemKey)
  const groups = GROUPS.map((group) => groupReading(own, group, { cycle, voice }))
  return {
    cycleId: cycle.id,
    label: cycle.label,
    packetId: cycle.packetId,
    participantId: cycle.participantId,
    marks: groups.flatMap(({ marks }) => marks),
    notes: groups.flatMap(({ notes }) => notes),
    remarks: groups.flatMap(({ remarks }) => remarks),
  }
}

const GROUPS: readonly AnswerGroup[] = ['manager', 'peer', 'self']

function groupReading(
  own: readonly Answer[],
  group: AnswerGroup,
  { cycle, voice }: { cycle: AnsweredCycle; voice: Voice },
): Pick<CycleReading, 'marks' | 'notes' | 'remarks'> {
  const answers = own.filter((answer) => answer.group === group)
  const minimum = group === 'self' ? 1 : cycle.config.minRaters[group]
  const observed = answers.filter(({ value }) => value !== null)
  if (observed.length > 0 && observed.length < minimum) {
    return {
      marks: [],
      notes: [],
      remarks: [`Fewer than ${minimum} peers rated this, so their ratings are not shown.`],
    }
  }
  const shown = minimum > 1 ? observed : answers
  return {
    marks: inOrder(shown).map((answer) => ({
      who: raterWords(answer, voice),
      mark: markOfPoints(answer.value),
    })),
    notes: byText(shown).flatMap((answer) =>
      answer.note ? [{ who: raterWords(answer, voice), text: answer.note }] : [],
    ),
    remarks: [],
  }
}

export function raterWords({ group, rater }: Pick<Answer, 'group' | 'rater'>, voice: Voice) {
  if (group === 'self') return voice.isOwn ? 'You' : `${voice.name} (self-review)`
  if (group === 'manager') return rater ? `${rater}, manager` : 'Manager'
  return rater ? `${rater}, peer` : 'A peer'
}

function inOrder(answers: readonly Answer[]): Answer[] {
  return [...answers].sort((a, b) => compare(a.rater ?? '', b.rater ?? '') || points(b) - points(a))
}

// Notes without a name stand in the order of their words, which says nothing about who rated what.
function byText(answers: readonly Answer[]): Answer[] {
  return [...answers].sort(
    (a, b) => compare(a.rater ?? '', b.rater ?? '') || compare(a.note ?? '', b.note ?? ''),
  )
}

function points({ value }: Answer): number {
  return value ?? 0
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
