import { REFUSED_KEYS } from '../front-matter'
import type { MessageCode, Report } from '../messages'
import { harmfulCharacter } from '../source'
import {
  type LocatedEntry,
  type LocatedNode,
  type LocatedTree,
  MAX_DEPTH,
  MAX_VALUES,
  placesIn,
} from './located'

/** Reads JSON with the place of every value; null after an error, which is reported with its place. */
export function readJsonText(text: string, report: Report): LocatedTree | null {
  const placeAt = placesIn(text)
  let isSound = true
  const complain: Complain = (code, at, message) => {
    isSound = false
    report(code, placeAt(at), message)
  }
  try {
    const root = new JsonText(text, complain).document()
    return isSound ? { root, placeAt } : null
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    report(error.code, placeAt(error.at), error.message)
    return null
  }
}

type Complain = (code: MessageCode, at: number, message: string) => void

class JsonFault extends Error {
  readonly code: MessageCode
  readonly at: number
  constructor(at: number, message: string, code: MessageCode = 'E005') {
    super(message)
    this.at = at
    this.code = code
  }
}

const SPACE = /[ \t\r\n]*/y
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

class JsonText {
  private at = 0
  private values = 0
  private readonly text: string
  private readonly complain: Complain

  constructor(text: string, complain: Complain) {
    this.text = text
    this.complain = complain
  }

  document(): LocatedNode {
    const root = this.value(0)
    this.space()
    if (this.at < this.text.length) {
      throw new JsonFault(this.at, 'The document ended before this.')
    }
    return root
  }

  private value(depth: number): LocatedNode {
    this.space()
    const { at } = this
    this.values += 1
    if (depth > MAX_DEPTH) throw new JsonFault(at, 'This is nested too deeply.', 'E011')
    if (this.values > MAX_VALUES) throw new JsonFault(at, 'There are too many values.', 'E011')
    const first = this.text[at]
    if (first === '{') return { kind: 'map', at, entries: this.entries(depth) }
    if (first === '[') return { kind: 'list', at, items: this.items(depth) }
    if (first === '"') return { kind: 'scalar', at, value: this.string() }
    const literal = matchAt(LITERAL, this.text, at)
    if (!literal) throw new JsonFault(at, 'A value is expected here.')
    this.at += literal.length
    return { kind: 'scalar', at, value: JSON.parse(literal) as number | boolean | null }
  }

  private items(depth: number): LocatedNode[] {
    const items: LocatedNode[] = []
    this.at += 1
    if (this.takes(']')) return items
    do items.push(this.value(depth + 1))
    while (this.takes(','))
    this.expect(']')
    return items
  }

  private entries(depth: number): LocatedEntry[] {
    const entries: LocatedEntry[] = []
    const names = new Set<string>()
    this.at += 1
    if (this.takes('}')) return entries
    do {
      this.space()
      const keyAt = this.at
      if (this.text[keyAt] !== '"') throw new JsonFault(keyAt, 'A name in quotes is expected here.')
      const key = this.string()
      this.checkName(key, keyAt, names)
      this.expect(':')
      entries.push({ key, keyAt, value: this.value(depth + 1) })
    } while (this.takes(','))
    this.expect('}')
    return entries
  }

  private checkName(key: string, at: number, names: Set<string>) {
    if (names.has(key)) this.complain('E007', at, 'This key stands twice in the same mapping.')
    if (REFUSED_KEYS.has(key)) this.complain('E011', at, `The key "${key}" is refused.`)
    names.add(key)
  }

  private string(): string {
    const start = this.at
    let end = this.text.indexOf('"', start + 1)
    while (end !== -1 && isEscaped(this.text, end)) end = this.text.indexOf('"', end + 1)
    if (end === -1) throw new JsonFault(start, 'This quotation mark is never closed.')
    const raw = this.text.slice(start, end + 1)
    const value =
      raw.includes('\\') || raw.includes('\n') ? unescaped(raw, start) : raw.slice(1, -1)
    if (harmfulCharacter(value) !== -1) {
      this.complain('E323', start, 'This text hides a control character.')
    }
    this.at = end + 1
    return value
  }

  private space() {
    this.at += matchAt(SPACE, this.text, this.at)?.length ?? 0
  }

  private takes(sign: string): boolean {
    this.space()
    if (this.text[this.at] !== sign) return false
    this.at += 1
    return true
  }

  private expect(sign: string) {
    if (!this.takes(sign)) throw new JsonFault(this.at, `"${sign}" is expected here.`)
  }
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text[at - 1 - slashes] === '\\') slashes += 1
  return slashes % 2 === 1
}

function unescaped(raw: string, at: number): string {
  try {
    return JSON.parse(raw) as string
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new JsonFault(at, 'This text is not valid JSON: it breaks off or has a wrong escape.')
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}
