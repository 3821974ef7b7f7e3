import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from 'yaml'
import { MAX_ALIASES, REFUSED_KEYS, reportFault, YAML_OPTIONS } from '../front-matter'
import type { MessageCode, Place, Report } from '../messages'
import { harmfulCharacter } from '../source'
import {
  type LocatedEntry,
  type LocatedNode,
  type LocatedTree,
  MAX_DEPTH,
  MAX_VALUES,
} from './located'

/** Reads YAML with the place of every value; null after an error, which is reported with its place. */
export function readYamlText(text: string, report: Report): LocatedTree | null {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, ...YAML_OPTIONS })
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const faults = [...document.errors, ...document.warnings]
  for (const fault of faults.slice(0, 100)) reportFault(fault, placeAt(fault.pos[0]), report)
  if (faults.length > 0) return null
  const conversion: Conversion = {
    document,
    refuse: (code, at, message) => {
      conversion.isSound = false
      report(code, placeAt(at), message)
    },
    isSound: true,
    aliases: 0,
    values: 0,
  }
  const root = located(conversion, document.contents, 0)
  return conversion.isSound ? { root, placeAt } : null
}

type Conversion = {
  document: Document.Parsed
  refuse: (code: MessageCode, at: number, message: string) => void
  isSound: boolean
  aliases: number
  values: number
}

function located(conversion: Conversion, node: unknown, depth: number): LocatedNode {
  const at = offsetOf(node)
  conversion.values += 1
  if (depth > MAX_DEPTH || conversion.values > MAX_VALUES) {
    // One message is enough, and the rest of an alias bomb is never unrolled.
    if (conversion.isSound) conversion.refuse('E011', at, 'This grows too large or too deep.')
    return { kind: 'scalar', at, value: null }
  }
  if (!conversion.isSound && conversion.aliases > MAX_ALIASES)
    return { kind: 'scalar', at, value: null }
  if (isAlias(node)) return resolved(conversion, node, depth)
  if (isMap(node)) return { kind: 'map', at, entries: entriesOf(conversion, node, depth) }
  if (isSeq(node)) {
    return { kind: 'list', at, items: node.items.map((i) => located(conversion, i, depth + 1)) }
  }
  return { kind: 'scalar', at, value: scalarOf(conversion, node) }
}

function resolved(conversion: Conversion, alias: Node, depth: number): LocatedNode {
  const at = offsetOf(alias)
  conversion.aliases += 1
  const target = isAlias(alias) ? alias.resolve(conversion.document) : undefined
  if (conversion.aliases > MAX_ALIASES) {
    if (conversion.aliases === MAX_ALIASES + 1) {
      conversion.refuse('E011', at, `More than ${MAX_ALIASES} aliases.`)
    }
  } else if (target) return { ...located(conversion, target, depth + 1), at }
  else conversion.refuse('E005', at, 'This alias names nothing.')
  return { kind: 'scalar', at, value: null }
}

function entriesOf(conversion: Conversion, map: YAMLMap, depth: number): LocatedEntry[] {
  const names = new Set<string>()
  return map.items.flatMap((pair) => {
    const keyAt = offsetOf(pair.key)
    if (!isScalar(pair.key)) {
      conversion.refuse('E010', keyAt, 'A key must be plain text.')
      return []
    }
    const key = String(pair.key.value)
    if (names.has(key))
      conversion.refuse('E007', keyAt, 'This key stands twice in the same mapping.')
    names.add(key)
    if (REFUSED_KEYS.has(key)) conversion.refuse('E011', keyAt, `The key "${key}" is refused.`)
    if (harmfulCharacter(key) !== -1) conversion.refuse('E323', keyAt, HIDDEN)
    const value = located(conversion, pair.value, depth + 1)
    return [{ key, keyAt, value: isAbsent(pair.value) ? { ...value, at: keyAt } : value }]
  })
}

const HIDDEN = 'This text hides a control character.'

function scalarOf({ refuse }: Conversion, node: unknown) {
  const value: unknown = isScalar(node) ? node.value : null
  if (typeof value === 'string') {
    if (harmfulCharacter(value) !== -1) refuse('E323', offsetOf(node), HIDDEN)
    return value
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function isAbsent(node: unknown): boolean {
  return node === null || node === undefined
}

function offsetOf(node: unknown): number {
  const range = (node as Partial<Node> | null | undefined)?.range
  return range?.[0] ?? 0
}
