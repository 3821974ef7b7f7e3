import type { ExplanationNode } from '@/lib/scoring/explanation'
import { displayScore } from '@/lib/scoring/scale'
import { type AnsweredCycle, type Note, notesOf } from '../sources/ratings'
import { costText, markOf, markOfPoints, signedPoints } from '../words/rating-words'
import { hundredths, percent } from '../words/voice'

export type TreeNote = { who: string; text: string }

/** One step of an explanation in words; `value` is made of the children by their weights. */
export type TreeNode = {
  id: string
  label: string
  value: string
  /** Its share of the whole, and what it adds to it, in points of a hundred. */
  weight: string | null
  adds: string | null
  /** For a condition: whether it holds. */
  pass: boolean | null
  remark: string | null
  notes: TreeNote[]
  /** Where a rating stands for its reader: in the packet, or while there is none in what was handed in. */
  packetId: string | null
  participantId: string | null
  children: TreeNode[]
}

/** What a score is made of: of one cycle, whose notes stand with its ratings. */
export function scoreTree(node: ExplanationNode, cycle: AnsweredCycle): TreeNode {
  return treeOf(node, { cycles: [cycle], cycle, itemKey: null, isScore: true })
}

/** What a readiness is made of, and its conditions. */
export function readinessTree(node: ExplanationNode, cycles: readonly AnsweredCycle[]): TreeNode {
  return treeOf(node, { cycles, cycle: null, itemKey: null, isScore: false })
}

type Place = {
  cycles: readonly AnsweredCycle[]
  cycle: AnsweredCycle | null
  itemKey: string | null
  isScore: boolean
}

function treeOf(node: ExplanationNode, parent: Place): TreeNode {
  const place = placeOf(node, parent)
  const isWeighed = node.effectiveWeight > 0
  return {
    id: node.id,
    label: labelOf(node),
    value: valueText(node, place),
    weight: isWeighed ? percent(node.effectiveWeight) : null,
    adds: isWeighed ? costText(node.contribution) : null,
    pass: node.kind === 'gate' ? node.pass : null,
    remark: node.note ?? null,
    notes: noteTexts(node, place),
    packetId: node.kind === 'rating' ? (place.cycle?.packetId ?? null) : null,
    participantId: node.kind === 'rating' ? (place.cycle?.participantId ?? null) : null,
    children: node.children.map((child) => treeOf(child, place)),
  }
}

function labelOf(node: ExplanationNode): string {
  if (node.kind === 'attain') return `Attained in ${node.label}`
  return node.kind === 'cycle' ? `Rated in ${node.label}` : node.label
}

/** The ids of nodes are paths; the last step names the indicator or the cycle. */
function placeOf(node: ExplanationNode, parent: Place): Place {
  const step = node.id.split('/').at(-1) ?? ''
  const name = step.slice(step.indexOf(':') + 1)
  if (node.kind === 'indicator' && step.startsWith('indicator:')) {
    return { ...parent, itemKey: name }
  }
  if (node.kind === 'attain') {
    return { ...parent, cycle: parent.cycles.find(({ id }) => id === name) ?? null }
  }
  return parent
}

function valueText(node: ExplanationNode, { isScore }: Place): string {
  if (node.kind === 'gate') return gateValue(node)
  if (node.kind === 'rating') return markOfPoints(node.points).text
  if (node.value === null) return node.kind === 'group' ? 'Not shown' : 'Not observed'
  if (node.kind === 'gap') return signedPoints(4 * node.value)
  if (node.kind === 'group' || node.kind === 'cycle') return markOf(node.value).text
  const isMark = isScore || node.id.endsWith('/gap/score')
  if (node.kind === 'indicator' && isMark) return markOf(node.value).text
  return `${displayScore(node.value)} of 100`
}

function gateValue(node: Extract<ExplanationNode, { kind: 'gate' }>): string {
  const shown = (value: number) =>
    node.unit === 'share' ? `${hundredths(value, node.need)}%` : String(value)
  return `${node.value === null ? 'nothing yet' : shown(node.value)}, needs ${shown(node.need)}`
}

/** With a rating its own note; with the indicator those whose writer is not named. */
function noteTexts(node: ExplanationNode, { cycle, itemKey, isScore }: Place): TreeNote[] {
  if (!cycle) return []
  const notes = notesOf(cycle).filter((note) => note.itemKey === itemKey)
  if (node.kind === 'rating') {
    return notes.filter(({ id }) => node.evidence?.includes(id)).map(asText)
  }
  const holdsNotes = isScore ? node.kind === 'indicator' : node.kind === 'cycle'
  if (!holdsNotes) return []
  const unnamed = notes.filter(({ rater }) => rater === null).map(asText)
  return unnamed.sort((a, b) => (a.text < b.text ? -1 : 1))
}

function asText({ rater, text }: Note): TreeNote {
  return { who: rater ?? 'A peer', text }
}
