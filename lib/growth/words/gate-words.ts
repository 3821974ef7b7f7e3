import type { Gate, GateId } from '@/lib/scoring/gates'
import type { Readiness } from '@/lib/scoring/readiness'
import { displayScore } from '@/lib/scoring/scale'
import type { AnsweredCycle } from '../sources/ratings'
import { capitalised, hundredths, inWords, percent, type Voice, whom } from './voice'

export type GateSentence = { id: GateId; pass: boolean; text: string }

export type GateContext = {
  readiness: Readiness
  /** The cycles that readiness looked at, with who answered in them. */
  cycles: readonly AnsweredCycle[]
  currentTitle: string
  voice: Voice
}

/**
 * Every condition of readiness as a sentence with its value and its need, those that fail first.
 * While nothing was rated only the conditions about what is known are told; the others follow from it.
 */
export function gateSentences(context: GateContext): GateSentence[] {
  const { value } = context.readiness
  const gates = context.readiness.gates.filter(({ kind }) => value !== null || kind === 'data')
  return [...gates.filter(({ pass }) => !pass), ...gates.filter(({ pass }) => pass)]
    .filter((gate) => gate.id !== 'critical' || gate.need > 0)
    .map((gate) => ({ id: gate.id, pass: gate.pass, text: WORDS[gate.id](gate, context) }))
}

type Words = (gate: Gate, context: GateContext) => string

const WORDS: Record<GateId, Words> = {
  coverage: (gate, { readiness }) => {
    const lead = gate.parts.find(({ weight }) => weight > 0)
    const what = lead?.id === 'level' ? readiness.target.label : (lead?.label ?? 'it')
    const seen = readiness.indicators.filter(({ current }) => current !== null).length
    return `At least ${percent(gate.need)} of ${what} must have been observed in the ${lastCycles(readiness)}: ${hundredths(gate.value ?? 0, gate.need)}% so far, ${seen} of ${readiness.indicators.length} indicators.`
  },
  raters: ratersWords,
  categoryFloor: (gate, { readiness }) => {
    const lowest = gate.parts.find(({ weight }) => weight > 0)
    const single = readiness.categories.length === 1
    const subject = single ? 'Readiness' : 'Readiness in every category'
    const where = single || !lowest ? '' : ` in ${lowest.label}`
    return `${subject} must be at least ${displayScore(gate.need)}: ${gate.value === null ? 'nothing to go by yet' : `${hundredths(gate.value, gate.need)} now${where}`}.`
  },
  critical: (gate) =>
    `Every critical indicator must be met: ${gate.value ?? 0} of ${gate.need} so far.`,
  met: (gate) =>
    `Indicators worth at least ${percent(gate.need)} of the level must be met, which means Consistent (4) or better: ${tally(gate)}.`,
  evidenced: (gate, { readiness }) =>
    `Indicators worth at least ${percent(gate.need)} must be met and have evidence from the ${lastCycles(readiness)}; a note on a rating counts: ${tally(gate)}.`,
  sustained: (gate, { readiness }) =>
    `Indicators worth at least ${percent(gate.need)} must be met in ${inWords(readiness.config.sustainedCycles)} observed cycles in a row, over ${readiness.config.sustainedDays} days or more: ${tally(gate)}.`,
  currentLevel: currentLevelWords,
}

function ratersWords(gate: Gate, { readiness, cycles, voice }: GateContext): string {
  const { raters, managers } = readiness.config.gates
  const count = gate.parts.find(({ id }) => id === 'raters')?.value ?? 0
  const asManager = gate.parts.find(({ id }) => id === 'managers')?.value ?? 0
  const oneOf =
    managers > 0 ? `, ${inWords(managers)} of them ${voice.isOwn ? 'your' : 'the'} manager` : ''
  const missing = asManager < managers && count > 0 ? ', but not the manager' : ''
  const sentence = `${capitalised(inWords(raters))} people must have rated ${whom(voice)} on ${readiness.target.label} in the ${lastCycles(readiness)}${oneOf}: ${count} so far${missing}.`
  if (gate.pass) return sentence
  const recent = readiness.cycles.slice(0, readiness.config.sustainedCycles)
  const gaps = recent.flatMap(({ id }) => {
    const cycle = cycles.find((one) => one.id === id)
    return cycle ? gapsOf(cycle, voice) : []
  })
  return [sentence, ...gaps].join(' ')
}

/** Who did not answer. Of peers who are not named the same sentence stands for none, one and two. */
function gapsOf(cycle: AnsweredCycle, { isOwn }: Voice): string[] {
  const answered = new Set(cycle.answers.map(({ group }) => group))
  const gaps = answered.has('manager') ? [] : [`No manager wrote in ${cycle.label}.`]
  if (!cycle.hasPeer) return [...gaps, `Peers were not asked in ${cycle.label}.`]
  const minimum = cycle.config.minRaters.peer
  const peers = new Set(
    cycle.answers.filter(({ group }) => group === 'peer').map(({ raterKey }) => raterKey),
  ).size
  if (minimum > 1 && peers < minimum) {
    const reason =
      isOwn && cycle.peerVisibility === 'CONFIDENTIAL'
        ? 'they are confidential'
        : `fewer than ${inWords(minimum)} wrote`
    return [...gaps, `Peer ratings of ${cycle.label} do not count here, because ${reason}.`]
  }
  return peers === 0 ? [...gaps, `No peer wrote in ${cycle.label}.`] : gaps
}

function currentLevelWords(gate: Gate, { currentTitle }: GateContext): string {
  const lead = gate.parts.find(({ weight }) => weight > 0)
  if (!lead) {
    return `The current level, ${currentTitle}, must score at least ${displayScore(gate.need)}: nobody has rated it yet.`
  }
  if (lead.id === 'coverage') {
    return `At least ${percent(lead.need)} of the current level, ${currentTitle}, must have been observed: ${hundredths(lead.value, lead.need)}% so far.`
  }
  const where = lead.id === 'score' ? '' : ` in ${lead.label}`
  return `The current level, ${currentTitle}, must score at least ${displayScore(lead.need)}${where}: ${hundredths(lead.value, lead.need)} now.`
}

function tally(gate: Gate): string {
  const held = gate.parts.filter(({ pass }) => pass).length
  return gate.parts.length === 0
    ? 'nothing was observed yet'
    : `${hundredths(gate.value ?? 0, gate.need)}% so far, ${held} of ${gate.parts.length} observed`
}

function lastCycles({ config }: Readiness): string {
  return config.sustainedCycles === 1
    ? 'last cycle'
    : `last ${inWords(config.sustainedCycles)} cycles`
}
