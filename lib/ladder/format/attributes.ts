/** The block `{#key name=value}` at the end of a line. `column` is that of its brace, from 1. */
export type Attributes = { key: string | null; values: Map<string, string>; column: number }

// Longer than any block we write; keeps the search short on hostile lines.
const WINDOW = 2_000
const PAIR = String.raw`\s*([a-z][a-z_-]*)=(?:"((?:[^"\\]|\\.)*)"|([^\s{}="\\]+))`
const BLOCK = new RegExp(String.raw`\{\s*(#[^\s{}="\\]+)?((?:${PAIR})*)\s*\}$`)
const PAIRS = new RegExp(PAIR, 'g')

/** Splits a line into its words and its attribute block; the block counts only where it parses. */
export function splitAttributes(line: string): { text: string; attributes: Attributes | null } {
  const trimmed = line.trimEnd()
  const start = Math.max(0, trimmed.length - WINDOW)
  const match = trimmed.endsWith('}') ? BLOCK.exec(trimmed.slice(start)) : null
  const at = start + (match?.index ?? 0)
  if (!match || (!match[1] && !match[2]) || (at > 0 && !/\s/.test(trimmed[at - 1] ?? ''))) {
    return { text: trimmed, attributes: null }
  }
  const values = new Map<string, string>()
  for (const [, name, quoted, bare] of (match[2] ?? '').matchAll(PAIRS)) {
    values.set(name ?? '', bare ?? (quoted ?? '').replace(/\\(.)/g, '$1'))
  }
  const key = match[1]?.slice(1) ?? null
  return { text: trimmed.slice(0, at).trimEnd(), attributes: { key, values, column: at + 1 } }
}

/** The block that `splitAttributes` reads back; empty values are left out. */
export function attributeBlock(
  key: string | null,
  values: Record<string, string | number | null>,
): string {
  const parts = key === null ? [] : [`#${key}`]
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== '') parts.push(`${name}=${attributeValue(String(value))}`)
  }
  return parts.length === 0 ? '' : `{${parts.join(' ')}}`
}

function attributeValue(value: string): string {
  if (/^[^\s{}="\\,]+$/.test(value)) return value
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}
