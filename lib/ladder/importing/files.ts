import { createHash } from 'node:crypto'
import { harmfulCharacter, MAX_BYTES } from '../format/source'
import { MAX_FILES } from '../reading/read'

/** A file as it came: its bytes are never changed. */
export type RawFile = { name: string; bytes: Uint8Array<ArrayBuffer> }

type Given = { name: string; base64: string } | { name: string; text: string }

// What begins like this is no text that a ladder could stand in.
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['504b0304', 'a ZIP archive, or a document or spreadsheet in one'],
  ['25504446', 'a PDF'],
  ['d0cf11e0', 'an old Office document'],
  ['1f8b', 'a compressed file'],
  ['89504e47', 'a picture'],
  ['ffd8ff', 'a picture'],
  ['47494638', 'a picture'],
]
const INSTEAD = 'Save it as Markdown, HTML, CSV, JSON or YAML and import that.'
const MOST_NULS_SEARCHED = 8_192

/** The bytes of what was uploaded or pasted; of two files with one name the second gets a number. */
export function rawFiles(given: readonly Given[]): RawFile[] {
  const taken = new Set<string>()
  return given.map((file) => {
    const name = freeName(file.name, taken)
    taken.add(name)
    const bytes =
      'text' in file ? new TextEncoder().encode(file.text) : Buffer.from(file.base64, 'base64')
    return { name, bytes: new Uint8Array(bytes) }
  })
}

/** Why these files are not even kept, as a sentence; null when they are. */
export function refusalOf(files: readonly RawFile[]): string | null {
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (size > MAX_BYTES) return 'The files have more than 5 MB together. Import them in parts.'
  if (files.length > MAX_FILES) return `At most ${MAX_FILES} files are read at once.`
  for (const { name, bytes } of files) {
    const head = Buffer.from(bytes.subarray(0, 8)).toString('hex')
    const kind = SIGNATURES.find(([signature]) => head.startsWith(signature))?.[1]
    if (kind) return `“${name}” is ${kind}, which is not read. ${INSTEAD}`
    if (isBinary(bytes)) return `“${name}” is no text. ${INSTEAD}`
  }
  const isEmpty = files.every(({ bytes }) => bytes.every(isBlank))
  return isEmpty ? 'There is nothing in it. Choose a file, or paste its text.' : null
}

/** The SHA-256 of a file as the database checks it. */
export function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The lines of a file to look at; what is invisible or no UTF-8 is shown as a replacement sign. */
export function shownLines(bytes: Uint8Array): string[] {
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/)
  return lines.map((line) => (harmfulCharacter(line) === -1 ? line : visible(line)))
}

function visible(line: string): string {
  return Array.from(line)
    .map((character) => (harmfulCharacter(character) === -1 ? character : '\ufffd'))
    .join('')
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? name : `(${count}) ${name}`
    if (!taken.has(candidate)) return candidate
  }
}

function isBinary(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes
  // UTF-16 is text, of which the readers say that it has to be saved as UTF-8.
  const isUtf16 = first + second === 0x1fd && Math.max(first, second) === 0xff
  return !isUtf16 && bytes.subarray(0, MOST_NULS_SEARCHED).includes(0)
}

function isBlank(byte: number): boolean {
  return byte <= 0x20 || byte === 0xef || byte === 0xbb || byte === 0xbf
}
