import { stringify } from 'yaml'
import { canonicalDocument, type LadderDocument } from '../document'
import { MAX_BYTES } from '../source'
import { knownTreeKeys } from './tree-schema'

/**
 * The tree as JSON with a line end; what the reader would assume anyway is left out. Indented by two
 * spaces, unless that would make a file too large to be read again.
 */
export function writeJson(document: LadderDocument): string {
  const tree = compact(treeOf(document))
  const text = `${JSON.stringify(tree, null, 2)}\n`
  return text.length < ROOMY ? text : `${JSON.stringify(tree)}\n`
}

/** The same tree as YAML; what the reader would assume anyway is left out. */
export function writeYaml(document: LadderDocument): string {
  return stringify(compact(treeOf(document)), { lineWidth: 0, aliasDuplicateObjects: false })
}

/** One order of fields, whatever order a document was made in. */
function treeOf(document: LadderDocument): unknown {
  return inOrder(canonicalDocument(document), '')
}

function inOrder(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((inner) => inOrder(inner, `${path}.0`))
  if (value === null || typeof value !== 'object') return value
  const steps = path.split('.').filter((step) => step !== '')
  return Object.fromEntries(
    knownTreeKeys(steps).map((name) => [
      name,
      inOrder(Reflect.get(value, name), `${path}.${name}`),
    ]),
  )
}

// UTF-8 may take more bytes than there are characters.
const ROOMY = MAX_BYTES / 2

const ASSUMED = new Map<string, unknown>([
  ['gate', false],
  ['open', false],
  ['critical', false],
  ['comparable', false],
  ['required', true],
])

function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compact)
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value).filter(([name, inner]) => isSaid(name, inner))
  return Object.fromEntries(kept.map(([name, inner]) => [name, compact(inner)]))
}

function isSaid(name: string, value: unknown): boolean {
  if (value === null || value === '') return false
  if (Array.isArray(value)) return value.length > 0
  return !ASSUMED.has(name) || ASSUMED.get(name) !== value
}
