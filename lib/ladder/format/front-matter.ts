import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import type { z } from 'zod'
import { didYouMean } from '../words/suggestion'
import { FORMAT } from './document'
import type { MessageCode, Place, Report } from './messages'
import { FrontMatter, knownKeys } from './schema'
import { harmfulCharacter, START } from './source'

export const MAX_ALIASES = 100
const MAX_LENGTH = 1024 * 1024
/** Unknown keys of one mapping that are spoken of. */
export const MOST_UNKNOWN = 100
/** Names that mean something to the objects of the language itself. */
export const REFUSED_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
// The library's own messages and its search for repeated keys take time that grows with the square.
export const YAML_OPTIONS = { schema: 'core', prettyErrors: false, uniqueKeys: false } as const
const ERROR_CODES: Record<string, MessageCode> = {
  TAB_AS_INDENT: 'E006',
  RESOURCE_EXHAUSTION: 'E011',
}

export type Path = readonly PropertyKey[]
export type LocatedFrontMatter = { value: FrontMatter; placeOf: (path: Path) => Place }

/** The structured head of a file, and the index of the first line of its body. */
export function readFrontMatter(
  lines: readonly string[],
  report: Report,
): { front: LocatedFrontMatter; bodyStart: number } | null {
  if (lines[0]?.trimEnd() !== '---') {
    report('E004', START, 'The file must begin with front matter between two lines "---".')
    return null
  }
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---')
  if (end === -1) {
    report('E004', START, 'The front matter is never closed by a line "---".')
    return null
  }
  const front = parseFrontMatter(lines.slice(1, end).join('\n'), report)
  return front && { front, bodyStart: end + 1 }
}

function parseFrontMatter(text: string, report: Report): LocatedFrontMatter | null {
  if (text.length > MAX_LENGTH) {
    report('E011', START, `The front matter has more than ${MAX_LENGTH} characters.`)
    return null
  }
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, ...YAML_OPTIONS })
  const at = (offset: number): Place => {
    const { line, col } = counter.linePos(offset)
    return { line: line + 1, column: col }
  }
  const faults = [...document.errors, ...document.warnings]
  for (const fault of faults.slice(0, 100)) {
    reportFault(fault, at(fault.pos[0]), report)
  }
  if (faults.length > 0 || !isHarmless(document, { at, report })) return null
  const placeOf = (path: Path) => at(offsetOf(document, path))
  const value = validated(document.toJS({ maxAliasCount: MAX_ALIASES }), placeOf, report)
  return value && { value, placeOf }
}

/** E005, E006, E007 or E011, as the fault is. */
export function reportFault(fault: YAMLError, place: Place, report: Report): void {
  report(ERROR_CODES[fault.code] ?? 'E005', place, sentence(fault))
}

function sentence(fault: YAMLError) {
  if (fault.code === 'TAB_AS_INDENT') return 'A tab cannot indent; use spaces.'
  if (fault.code === 'RESOURCE_EXHAUSTION') return 'This is nested too deeply.'
  return `${(fault.message.split(' at line ')[0] ?? '').trim()}.`
}

type Checker = { at: (offset: number) => Place; report: Report }

// Everything that could misbehave when the tree is turned into values is looked at before that.
function isHarmless(document: Document.Parsed, { at, report }: Checker): boolean {
  const resolved = new Map<unknown, Node | undefined>()
  let harmless = true
  const refuse = (code: MessageCode, node: Node, message: string) => {
    harmless = false
    report(code, at(node.range?.[0] ?? 0), message)
  }
  visit(document, {
    Alias: (_key, node) => {
      if (resolved.size === MAX_ALIASES) {
        refuse('E011', node, `More than ${MAX_ALIASES} aliases.`)
        return visit.BREAK
      }
      resolved.set(node, node.resolve(document))
      if (!resolved.get(node)) refuse('E005', node, `Nothing is named "${node.source}".`)
    },
    Map: (_key, { items }) => {
      const names = new Set<string | null>()
      for (const pair of items) {
        const name = keyOf(pair)
        if (names.has(name) && isNode(pair.key)) {
          refuse('E007', pair.key, 'This key stands twice in the same mapping.')
        }
        names.add(name)
      }
    },
    Pair: (_key, { key }) => {
      if (!isNode(key)) return
      if (!isScalar(key)) refuse('E010', key, 'A key must be plain text.')
      else if (REFUSED_KEYS.has(String(key.value))) {
        refuse('E011', key, `The key "${key.value}" is refused.`)
      }
    },
    Scalar: (_key, node) => {
      if (typeof node.value !== 'string' || harmfulCharacter(node.value) === -1) return
      refuse('E323', node, 'This text hides a control character.')
    },
  })
  return (
    harmless &&
    staysSmall(document.contents, resolved, () => {
      report('E011', at(0), 'The front matter grows too large when its aliases are followed.')
    })
  )
}

// An alias inside its own anchor, or anchors that multiply, would never end.
function staysSmall(root: unknown, resolved: Map<unknown, unknown>, refuse: () => void): boolean {
  let budget = 200_000
  const walk = (node: unknown, depth: number): boolean => {
    budget -= 1
    if (budget < 0 || depth > 100) return false
    if (isAlias(node)) return walk(resolved.get(node), depth + 1)
    if (isMap(node)) return node.items.every((pair) => walk(pair.value, depth + 1))
    return !isSeq(node) || node.items.every((item) => walk(item, depth + 1))
  }
  if (walk(root, 0)) return true
  refuse()
  return false
}

function validated(value: unknown, placeOf: (path: Path) => Place, report: Report) {
  const result = FrontMatter.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues) reportIssue(issue, { value, placeOf, report })
  return null
}

type IssueContext = { value: unknown; placeOf: (path: Path) => Place; report: Report }

function reportIssue(issue: z.core.$ZodIssue, context: IssueContext) {
  const { value, placeOf, report } = context
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    for (const name of issue.keys.slice(0, MOST_UNKNOWN)) {
      const hint = didYouMean(name, knownKeys(path))
      report('E008', placeOf([...path, name, KEY]), `Unknown key "${name}".${hint}`)
    }
    return
  }
  const name = path.map(String).join('.') || 'The front matter'
  const found = valueAt(value, path)
  if (found === undefined) {
    report('E009', placeOf(path.slice(0, -1)), `The key "${name}" is missing.`)
    return
  }
  if (name === 'format') {
    report('E012', placeOf(path), `The format must be "${FORMAT}"; this reader knows no other.`)
    return
  }
  report('E010', placeOf(path), `"${name}" ${requirement(issue)}.`)
}

/** What a value must be, to follow its name in a sentence. */
export function requirement(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `must be ${TYPES[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  if (issue.code === 'too_small') return `must have at least ${issue.minimum}`
  if (issue.code === 'too_big') return `must have at most ${issue.maximum}`
  if (issue.code === 'invalid_key') return 'is not a key that can stand here'
  if (issue.code === 'invalid_union')
    return 'must be the code of a point or a mapping with at, weight, required'
  return issue.message
}

const TYPES: Record<string, string> = {
  string: 'text (put numbers in quotes)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[step],
    value,
  )
}

const KEY = Symbol('the key itself, not its value')

function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents
  let offset = 0
  for (const step of path) {
    const container = isAlias(node) ? node.resolve(document) : node
    if (step === KEY || !isNode(container)) break
    if (isSeq(container)) node = container.items[Number(step)]
    else if (isMap(container)) {
      const pair = container.items.find((item) => keyOf(item) === String(step))
      offset = isNode(pair?.key) ? (pair.key.range?.[0] ?? offset) : offset
      node = path.at(-1) === KEY && step === path.at(-2) ? null : pair?.value
    } else break
    if (isNode(node) && node.range) offset = node.range[0]
  }
  return offset
}

function keyOf(pair: Pair) {
  return isScalar(pair.key) ? String(pair.key.value) : null
}
