import type { ArtefactState } from '../artefact-state'
import { CONDITIONS, type ConditionFacts, type ConditionName } from '../conditions'
import { applicableGrants, decide } from '../decide'
import type { Op } from '../grants'
import type { Relation } from '../relations'
import { CONDITION_WORDS } from './condition-words'

export type Answer = 'yes' | 'if' | 'no'

export type ViewCell = { act: string; op: Op; answer: Answer; words: string }

export type ViewObject = { title: string; cells: ViewCell[] }

/** What people ask about, object by object, each act with its operation. */
export const OBJECTS: readonly { title: string; acts: readonly (readonly [string, Op])[] }[] = [
  {
    title: 'Drafts',
    acts: [
      ['Read', 'draft.read'],
      ['Write', 'draft.write'],
    ],
  },
  {
    title: 'Self-review',
    acts: [
      ['Read', 'self.read'],
      ['Submit', 'self.submit'],
      ['Ask to reopen', 'self.reqReopen'],
    ],
  },
  {
    title: 'Manager review',
    acts: [
      ['Read', 'mgrReview.read'],
      ['Submit', 'mgrReview.submit'],
      ['Reopen', 'mgrReview.reopen'],
    ],
  },
  {
    title: 'Peer feedback',
    acts: [
      ['Read', 'peer.read'],
      ['See who wrote it', 'peerAuthor.read'],
      ['Write and submit', 'peer.submit'],
      ['See who is asked', 'nomination.read'],
      ['Choose who is asked', 'nomination.approve'],
    ],
  },
  {
    title: 'Ratings',
    acts: [
      ['See the proposed one', 'ratingProposed.read'],
      ['See the calibrated one', 'ratingCal.read'],
    ],
  },
  {
    title: 'Packet',
    acts: [
      ['Read', 'packet.read'],
      ['Share', 'packet.share'],
      ['Take back', 'packet.unshare'],
      ['Acknowledge', 'packet.ack'],
      ['Reply', 'packet.reply'],
      ['Print', 'packet.exportPdf'],
    ],
  },
  {
    title: 'Progress and the record',
    acts: [
      ['See who is done', 'progress.read'],
      ['See earlier revisions', 'history.read'],
      ['Read the audit log', 'audit.read'],
    ],
  },
]

const ALL: ConditionFacts = Object.fromEntries(Object.keys(CONDITIONS).map((name) => [name, true]))

/**
 * What somebody who stands so to a subject can open and do at this stage, and what not. Every cell is
 * an answer of `decide`, with its conditions in words; no data of anybody goes in.
 */
export function viewAs(relations: readonly Relation[], state: ArtefactState): ViewObject[] {
  return OBJECTS.map(({ title, acts }) => ({
    title,
    cells: acts.map(([act, op]) => ({ act, op, ...answerFor(op, relations, state) })),
  }))
}

/** Yes, no, or under which conditions, for somebody with all of these relations. */
export function answerFor(
  op: Op,
  relations: readonly Relation[],
  state: ArtefactState,
): { answer: Answer; words: string } {
  const facts = { relations: new Set(relations), state, isSelf: relations.includes('subj') }
  const most = decide(op, { ...facts, conditions: ALL })
  if (!most.allow) return { answer: 'no', words: whyNot(most.reason) }
  if (decide(op, { ...facts, conditions: {} }).allow) return { answer: 'yes', words: '' }
  const ways = applicableGrants(op, facts).map(({ when }) => conditionsInWords(when))
  return { answer: 'if', words: [...new Set(ways)].join('; or ') }
}

function conditionsInWords(names: readonly ConditionName[]): string {
  return names.map((name) => CONDITION_WORDS[name]).join(', and ')
}

// A global deny says why; that nothing grants it needs no words.
function whyNot(reason: string): string {
  return /^G\d: (.+)$/.exec(reason)?.[1] ?? ''
}
