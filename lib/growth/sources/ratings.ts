import type { PeerVisibility } from '@/lib/db/generated/enums'
import type { ScoringConfig } from '@/lib/scoring/config'
import type { EvidenceItem, Rating } from '@/lib/scoring/rating'

export type AnswerGroup = 'manager' | 'peer' | 'self'

/** One rating with its note, by somebody whom `rater` names only where the reader may know. */
export type Answer = {
  itemKey: string
  group: AnswerGroup
  /** The same for one rater in every cycle, wherever that can be known. */
  raterKey: string
  rater: string | null
  value: number | null
  /** Null where the text was not loaded; `hasNote` says whether there is one. */
  note: string | null
  hasNote: boolean
}

/** A cycle of a person with the answers that the reader may see. Days are ISO days. */
export type AnsweredCycle = {
  id: string
  label: string
  startOn: string
  endOn: string
  participantId: string
  ladderVersionId: string
  levelKey: string
  nextLevelKey: string | null
  hasPeer: boolean
  ratesExpectations: boolean
  peerVisibility: PeerVisibility
  config: ScoringConfig
  /** What the person reads of this cycle; null while nothing was shared. */
  packetId: string | null
  answers: readonly Answer[]
}

/** Something that was noted with a rating that counts. */
export type Note = { id: string; itemKey: string; text: string; rater: string | null }

/** True when a manager or peer answered; a cycle without says nothing about anybody's growth. */
export function hasOfficialAnswers({ answers }: AnsweredCycle): boolean {
  return answers.some(({ group }) => group !== 'self')
}

/** The answers of a cycle as ratings for lib/scoring; a note is evidence of its rating. */
export function ratingsOf(cycle: AnsweredCycle): Rating[] {
  return cycle.answers.map((answer) => ({
    indicatorId: answer.itemKey,
    raterId: answer.raterKey,
    ...(answer.rater !== null && { raterLabel: answer.rater }),
    group: answer.group,
    value: answer.value,
    ...(answer.hasNote && answer.value !== null && { evidenceIds: [noteId(cycle, answer)] }),
  }))
}

/**
 * Notes that count as evidence: on an observed rating of a group that reaches its minimum, because
 * neither self-ratings nor a group that is too small may change what readiness says.
 */
export function evidenceOf(cycle: AnsweredCycle): EvidenceItem[] {
  return counting(cycle)
    .filter(({ hasNote }) => hasNote)
    .map((answer) => ({
      id: noteId(cycle, answer),
      indicatorId: answer.itemKey,
      on: cycle.endOn,
    }))
}

/** The texts of the notes that count, where they were loaded. */
export function notesOf(cycle: AnsweredCycle): Note[] {
  return counting(cycle).flatMap((answer) =>
    answer.note
      ? [
          {
            id: noteId(cycle, answer),
            itemKey: answer.itemKey,
            text: answer.note,
            rater: answer.rater,
          },
        ]
      : [],
  )
}

function counting(cycle: AnsweredCycle): Answer[] {
  const { minRaters } = cycle.config
  const sizes = new Map<string, number>()
  const place = ({ group, itemKey }: Answer) => `${group} ${itemKey}`
  const observed = cycle.answers.filter(({ value }) => value !== null)
  for (const answer of observed) sizes.set(place(answer), (sizes.get(place(answer)) ?? 0) + 1)
  return observed.filter(
    (answer) =>
      answer.group !== 'self' && (sizes.get(place(answer)) ?? 0) >= minRaters[answer.group],
  )
}

function noteId(cycle: AnsweredCycle, { itemKey, raterKey }: Answer): string {
  return `${cycle.id} ${itemKey} ${raterKey}`
}
