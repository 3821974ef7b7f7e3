import type { Readiness } from '@/lib/scoring/readiness'
import { type Verdict, verdictName } from '@/lib/scoring/verdict'
import { inWords, type Voice, whom } from './voice'

/** The verdict as a word, and what it means for this person in a sentence or two. */
export function verdictWords(readiness: Readiness, voice: Voice): { word: string; means: string } {
  return { word: verdictName(readiness.verdict), means: MEANS[readiness.verdict](readiness, voice) }
}

const MEANS: Record<Verdict, (readiness: Readiness, voice: Voice) => string> = {
  insufficient_evidence: ({ target, coverage }, voice) =>
    coverage === 0
      ? `Nobody has rated ${whom(voice)} on these indicators yet${voice.isOwn ? '; ask your manager to include them' : ''}. Until then nothing can be said about readiness for ${target.label}.`
      : `Too little is known to say how near ${target.label} is. What is missing stands below; it is about the record, not about ${whom(voice)}.`,
  early: ({ target }) =>
    `Most of what ${target.label} asks for has not been shown yet, or only once in a while.`,
  developing: ({ target, blockers }) =>
    `A good part of ${target.label} is there. ${heldBack(blockers.length)}.`,
  nearly_ready: ({ target, blockers }) =>
    blockers.length === 0
      ? `${target.label} is within reach: nothing is missing but a little more of it.`
      : `${target.label} is within reach. ${heldBack(blockers.length)}.`,
  ready: ({ target }) =>
    `The record holds up against everything ${target.label} asks for. It is the moment to talk about a promotion; people decide that, not this page.`,
}

function heldBack(count: number): string {
  if (count === 0) return 'No condition fails; it takes more of the indicators below'
  return count === 1
    ? 'One condition holds it back'
    : `${inWords(count).replace(/^./, (first) => first.toUpperCase())} conditions hold it back`
}
