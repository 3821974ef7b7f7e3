import { parseArgs } from 'node:util'
import { diffDocuments } from '@/lib/ladder/diff/ladder-diff'
import {
  countChanges,
  type DiffLine,
  type DiffSection,
  diffSections,
  type FieldLine,
} from '@/lib/ladder/diff/sections'
import type { Span } from '@/lib/ladder/diff/words'
import { FileTrouble, readSound } from './files'

const SIGNS = { added: '+', removed: '-', moved: '>', changed: '~', reordered: '=' } as const

/** 0 when both say the same, 1 when they differ, 2 when one of them cannot be read. */
export async function diffFiles(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [oldPath, newPath, ...others] = positionals
  if (oldPath === undefined || newPath === undefined || others.length > 0) {
    throw new FileTrouble('Name the old file and the new file.')
  }
  const before = readSound(oldPath)
  const after = readSound(newPath)
  if (!before || !after) return 2
  const diff = diffDocuments(before, after)
  const sections = diffSections(diff, { before, after })
  console.log(values.json ? JSON.stringify({ sections, diff }, null, 2) : textOf(sections))
  return sections.length === 0 ? 0 : 1
}

function textOf(sections: readonly DiffSection[]): string {
  if (sections.length === 0) return 'Both say the same.'
  const counts = Object.entries(countChanges(sections)).filter(([, count]) => count > 0)
  const summary = counts.map(([change, count]) => `${count} ${change}`).join(', ')
  const parts = sections.map(({ title, lines }) => [title, ...lines.flatMap(lineText)].join('\n'))
  return [`${summary}.`, ...parts].join('\n\n')
}

function lineText({ change, key, title, where, fields }: DiffLine): string[] {
  const place = where === '' ? '' : ` (${where})`
  const name = key === '' || change === 'reordered' ? '' : ` {#${key}}`
  return [`${SIGNS[change]} ${oneLine(title)}${place}${name}`, ...fields.map(fieldText)]
}

function fieldText({ label, spans, before, after }: FieldLine): string {
  if (spans) return `    ${label}: ${oneLine(spans.map(spanText).join(''))}`
  return `    ${label}: ${oneLine(before) || 'nothing'} -> ${oneLine(after) || 'nothing'}`
}

function spanText({ kind, text }: Span): string {
  if (kind === 'removed') return `[-${text}-]`
  return kind === 'added' ? `{+${text}+}` : text
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim()
}
