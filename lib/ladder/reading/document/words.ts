import type { Level, Track } from '../../format/document'
import { canonicalBody } from '../../format/document'
import { parseScopeRange } from '../../words/scope-range'
import type { OutlineNode } from '../outline'
import { factKey } from '../outlining/facts'
import { comparable } from '../structure/titles'
import type { Drafting } from './drafting'

const LONGEST_SUMMARY = 300
const LONGEST_FACT = 200
const EXTENDS =
  /^(?:extends|builds (?:up)?on|everything (?:in|from|of|expected of)|includes? (?:everything|all) (?:in|of|from)|all (?:of )?the expectations of)\s+(?:that of\s+)?(?:the\s+|an?\s+)?(.{2,60}?)(?:\s+(?:level|role))?(?:[,.;:]|$)/i
const COUNTS = [
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
const DECLARED = new RegExp(
  `\\b(${COUNTS.join('|')}|\\d{1,2})\\s+(?:\\p{L}+\\s+){0,2}?(?:levels|grades|rungs)\\b`,
  'giu',
)

/** Adds words to a body, one blank line below what is there. */
export function addWords(target: { body: string }, text: string): void {
  target.body = canonicalBody(target.body === '' ? text : `${target.body}\n\n${text}`)
}

/** The words of a level: its first short paragraph is the summary, all else its body. */
export function addLevelWords(level: Level, { text }: OutlineNode, draft: Drafting): void {
  const named = EXTENDS.exec(text)?.[1]
  const [below] = named ? draft.levelsOf(named, level.track) : []
  if (below && below !== level.key && !leadsTo(below, level.key, draft)) level.extends ??= below
  const isParagraph = !text.includes('\n') && !/^(?:#|>|-|\||`{3}|\d+\.)/.test(text)
  const isFirst = level.summary === '' && level.body === ''
  if (isFirst && isParagraph && text.length <= LONGEST_SUMMARY) level.summary = text
  else addWords(level, text)
}

export function addFact(level: Level, node: OutlineNode, draft: Drafting): void {
  const label = draft.correctionOf(node).title ?? node.title
  const text = node.text.replace(/\s+/g, ' ').trim()
  const key = factKey(label)
  const isTwin = level.facts.some(
    (fact) => fact.key === key && comparable(fact.label) === comparable(label),
  )
  if (text === '' || text.length > LONGEST_FACT || isTwin) {
    addWords(level, `**${label}:** ${node.text}`)
    return
  }
  const range = parseScopeRange(text)
  level.facts.push({
    key,
    label,
    min: range?.min ?? null,
    max: range?.max ?? null,
    open: range?.open ?? false,
    unit: range?.unit ?? null,
    text,
    item: null,
  })
  draft.add('fact', `${level.key} ${key} ${label}`, node.place)
}

/** W112: the prose says how many levels there are, and there are others. */
export function checkDeclared(node: OutlineNode, track: Track | null, draft: Drafting): void {
  const { levels } = draft.document
  const own = levels.filter((level) => track === null || level.track === track.key).length
  for (const match of node.text.slice(0, 20_000).matchAll(DECLARED)) {
    const word = (match[1] ?? '').toLowerCase()
    const said = COUNTS.includes(word) ? COUNTS.indexOf(word) + 2 : Number(word)
    if (said < 2 || said === own || said === levels.length) continue
    const line = node.place.line + node.text.slice(0, match.index).split('\n').length - 1
    const words = `The text speaks of ${match[0]}; ${own} were found.`
    draft.report('W112', { ...node.place, line }, words)
  }
}

function leadsTo(from: string, to: string, { document }: Drafting): boolean {
  const next = new Map(document.levels.map((level) => [level.key, level.extends]))
  for (let key: string | null = from, steps = 0; key !== null && steps < 500; steps++) {
    if (key === to) return true
    key = next.get(key) ?? null
  }
  return false
}
