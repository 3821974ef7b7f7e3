import type { LadderDocument, Track } from '../../format/document'
import type { OutlineNode } from '../outline'
import { comparable } from '../structure/titles'
import type { Drafting } from './drafting'
import { addWords } from './words'

type Step = { from: string; to: string }
type Ends = { step: Step; to: string | null }

/** Adds a transition; one that leads to no level stays as words (E401). */
export function addTransition(
  node: OutlineNode,
  track: Track | null,
  home: { body: string },
  draft: Drafting,
): void {
  const title = draft.correctionOf(node).title ?? node.title
  const { step, to } = endsOf(title, track, draft)
  const words = { body: '' }
  for (const child of node.children) if (child.role === 'prose') addWords(words, child.text)
  const shifts = node.children.filter((child) => child.role === 'shift')
  if (to === null) {
    draft.report('E401', node.place, `The transition leads to "${step.to}", which is no level.`)
    const lines = shifts.map((shift) => `- ${shift.title} -> ${shift.text}`).join('\n')
    for (const text of [`### ${title}`, words.body, lines]) if (text !== '') addWords(home, text)
    return
  }
  const start = startOf(step, { to, track, node }, draft)
  const key = draft.mintKey()
  draft.document.transitions.push({
    key,
    ...start,
    to,
    kind: kindOf(start.from, to, draft.document),
    title,
    body: words.body,
    shifts: shifts.map((shift) => ({ from: shift.title, to: shift.text })),
    pitfalls: [],
    minMonths: null,
    maxMonths: null,
  })
  draft.add('transition', key, node.place)
}

function endsOf(title: string, track: Track | null, draft: Drafting): Ends {
  const steps = splits(title)
  const found = steps.map((step) => ({
    step,
    from: draft.levelsOf(step.from, track?.key ?? null),
    to: draft.levelsOf(step.to, track?.key ?? null)[0] ?? null,
  }))
  const best = found.find(({ from, to }) => from.length > 0 && to) ?? found.find(({ to }) => to)
  return best ?? { step: steps[0] ?? { from: '', to: title }, to: null }
}

// "Path to Lead to Manager" can be cut in two places; levels decide which is meant.
function splits(title: string): Step[] {
  const bare = title.replace(/^from\s+/i, '')
  return [...bare.matchAll(/\s(?:to|→|->|–>|=>)\s/gi)].slice(0, 5).map((match) => ({
    from: bare.slice(0, match.index).trim(),
    to: bare.slice(match.index + match[0].length).trim(),
  }))
}

function startOf(
  step: Step,
  { to, track, node }: { to: string; track: Track | null; node: OutlineNode },
  draft: Drafting,
): { from: string | null; fromLabel: string | null } {
  const [level] = draft.levelsOf(step.from, track?.key ?? null)
  if (level !== undefined) return { from: level, fromLabel: null }
  const target = draft.document.levels.find((candidate) => candidate.key === to)
  const meant = draft.document.tracks.find(
    (candidate) => candidate.key !== target?.track && meansTrack(step.from, candidate),
  )
  if (meant) return { from: meant.key, fromLabel: null }
  draft.report('W402', node.place, `"${step.from}" matches no level; it stays as a label.`)
  return { from: null, fromLabel: step.from }
}

function meansTrack(label: string, { key, title }: Track): boolean {
  const wanted = comparable(label).replace(/s$/, '')
  const names = [key, title, title.replace(/\s+(?:track|ladder|path|levels?)$/i, '')]
  if (names.some((name) => comparable(name).replace(/s$/, '') === wanted)) return true
  const isContributor = /^(?:ic|individualcontributor|engineer|technical)$/
  return (
    isContributor.test(wanted) &&
    names.some((n) => isContributor.test(comparable(n).replace(/s$/, '')))
  )
}

function kindOf(from: string | null, to: string, { levels }: LadderDocument) {
  const trackOf = (key: string | null) => levels.find((level) => level.key === key)?.track
  const before = trackOf(from)
  return before !== undefined && before !== trackOf(to) ? 'track-switch' : 'promotion'
}
