import { mintItemKey } from '../../words/item-key'
import { placeMap } from '../body/builder'
import type { LadderDocument } from '../document'
import { type Message, messageList, type Report } from '../messages'
import { type ReadResult, readLadder } from '../read'
import { readSource } from '../source'
import { writeLadder } from '../write'
import { readCsvTree } from './csv/read-csv'
import { COLUMNS } from './csv/records'
import { writeCsv } from './csv/write-csv'
import { readJsonText } from './json-text'
import type { LocatedTree } from './located'
import { readTree } from './read-tree'
import { writeJson, writeYaml } from './write-tree'
import { readYamlText } from './yaml-text'

export const LADDER_FORMATS = ['md', 'yaml', 'json', 'csv'] as const
export type LadderFormat = (typeof LADDER_FORMATS)[number]

export type NamedFile = { name: string; bytes: Uint8Array }
export type LadderFile = ReadResult & { format: LadderFormat }

const HEAD = 8_192
const FORMAT_LINE = /^format:\s*["']?ladder\//m

/** Which of our four formats a file is in, by its name (`*.ladder.*`) or its content; else null. */
export function ladderFormatOf({ name, bytes }: NamedFile): LadderFormat | null {
  const [, ending] = /\.ladder\.(md|ya?ml|json|csv)$/i.exec(name) ?? []
  if (ending) return FORMAT_OF_ENDING[ending.toLowerCase()] ?? null
  const head = new TextDecoder().decode(bytes.subarray(0, HEAD))
  if (/^\s*\{/.test(head)) return /"format"\s*:\s*"ladder\//.test(head) ? 'json' : null
  if (FORMAT_LINE.test(head)) {
    return /^---\s*$/m.test(head.split('\n')[0] ?? '') && !/\.ya?ml$/i.test(name) ? 'md' : 'yaml'
  }
  return isOwnHeader(head.split('\n')[0] ?? '') ? 'csv' : null
}

const FORMAT_OF_ENDING: Record<string, LadderFormat> = {
  md: 'md',
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  csv: 'csv',
}

/**
 * Reads a file in one of our formats (UTF-8, at most 5 MB) with everything there is to say about it,
 * in the order of the file. Null for a file in none of them. Never throws on bad input.
 */
export function readLadderFile(
  file: NamedFile,
  { mintKey = mintItemKey }: { mintKey?: () => string } = {},
): LadderFile | null {
  const format = ladderFormatOf(file)
  if (format === null) return null
  if (format === 'md') return { format, ...readLadder(file.bytes, { mintKey }) }
  const { report, sorted } = messageList()
  const tree = treeOf(file.bytes, format, report)
  const read = tree ? readTree(tree, { report, mintKey }) : { document: null, places: placeMap() }
  return { format, ...read, messages: withoutRepeats(sorted()) }
}

/** The text of a ladder in one of our formats; reading it gives the same content hash. */
export function writeLadderFile(document: LadderDocument, format: LadderFormat): string {
  return WRITERS[format](document)
}

const WRITERS: Record<LadderFormat, (document: LadderDocument) => string> = {
  md: writeLadder,
  yaml: writeYaml,
  json: writeJson,
  csv: writeCsv,
}

type TreeFormat = Exclude<LadderFormat, 'md'>

const READERS: Record<TreeFormat, (text: string, report: Report) => LocatedTree | null> = {
  yaml: readYamlText,
  json: readJsonText,
  csv: readCsvTree,
}

function treeOf(bytes: Uint8Array, format: TreeFormat, report: Report): LocatedTree | null {
  // Spreadsheets write a byte order mark and CR LF; in CSV that is nothing to speak of.
  const heard: Report = (code, place, message) => {
    if (format !== 'csv' || (code !== 'W002' && code !== 'W003')) report(code, place, message)
  }
  const lines = readSource(bytes, heard, { longestLine: Infinity })
  return lines && READERS[format](lines.join('\n'), report)
}

// A control character is seen in the line and again in the value that holds it.
function withoutRepeats(messages: Message[]): Message[] {
  const seen = new Set<string>()
  return messages.filter(({ code, line, column, message }) => {
    const id = code === 'E323' ? `${code} ${line}` : `${code} ${line} ${column} ${message}`
    if (seen.has(id)) return false
    seen.add(id)
    return true
  })
}

function isOwnHeader(line: string): boolean {
  const names = line
    .replace(/^\ufeff/, '')
    .split(/[,;\t]/)
    .map((name) => name.trim().replace(/^"|"$/g, ''))
  return names.includes('record') && names.filter((name) => COLUMNS.includes(name)).length >= 6
}
