import { readCsv } from '@/lib/ladder/reading/csv/read-csv'
import type { OutlineNode, Reading } from '@/lib/ladder/reading/outline'
import { Mapping } from '@/lib/ladder/reading/schema'

/** The reading of one CSV text, with what a person has said about it. */
export function read(text: string, mapping: object = {}): Reading {
  return readCsv([{ name: 'a.csv', text }], Mapping.parse(mapping))
}

/** An outline as indented lines: `role title: text`. */
export function shown(nodes: readonly OutlineNode[], indent = ''): string[] {
  return nodes.flatMap((node) => {
    const code = node.code === null ? '' : ` (${node.code})`
    const words = [node.title + code, node.text].filter((part) => part !== '').join(': ')
    return [`${indent}${node.role} ${words}`.trimEnd(), ...shown(node.children, `${indent}  `)]
  })
}

export function outlineOf(text: string, mapping: object = {}): string {
  return shown(read(text, mapping).outline).join('\n')
}

/** `line code` of each message, in the order given. */
export function codesOf(text: string, mapping: object = {}): string[] {
  return read(text, mapping).messages.map(({ line, code }) => `${line} ${code}`)
}
