import type { AttributePath, Filter } from '../filter/filter'
import { parseFilter } from '../filter/parse'
import { readPath } from '../filter/path'
import { refusal } from '../refusal'
import { fieldOf, isObject } from './json'
import { ENTERPRISE, GROUP, isUrn, PERSON, USER } from './urn'

/** What a path of a PATCH names: an attribute, perhaps only the elements that a filter finds. */
export type Target = { path: AttributePath; filter: Filter | null }

export type PatchOperation = {
  op: 'add' | 'replace' | 'remove'
  target: Target | null
  value: unknown
}

const MAX_OPERATIONS = 1_000

/** The operations of a PATCH; names and words in any case, because providers write them so. */
export function readPatch(body: unknown): PatchOperation[] {
  const operations = isObject(body) ? fieldOf(body, 'Operations') : undefined
  if (!Array.isArray(operations) || operations.length === 0) {
    throw refusal('invalidSyntax', 'A PATCH needs a list of Operations.')
  }
  if (operations.length > MAX_OPERATIONS) {
    throw refusal('invalidSyntax', `A PATCH has at most ${MAX_OPERATIONS} operations.`)
  }
  return operations.map(readOperation)
}

/** Reads `members[value eq "7"].display` and the plain paths; a schema alone names all that it has. */
export function readTarget(text: string): Target {
  const schema = [USER, GROUP, ENTERPRISE, PERSON].find((urn) => isUrn(text, urn))
  if (schema) return { path: { schema, name: '', part: null }, filter: null }
  const open = text.indexOf('[')
  const close = text.lastIndexOf(']')
  const filter = open >= 0 && close > open ? parseFilter(text.slice(open + 1, close)) : null
  const path = readPath(filter ? text.slice(0, open) + text.slice(close + 1) : text)
  if (!path) throw refusal('invalidPath', 'This path cannot be read.')
  return { path, filter }
}

function readOperation(operation: unknown): PatchOperation {
  if (!isObject(operation)) throw refusal('invalidSyntax', 'Each operation is an object.')
  const word = fieldOf(operation, 'op')
  const op = typeof word === 'string' ? word.toLowerCase() : ''
  if (op !== 'add' && op !== 'replace' && op !== 'remove') {
    throw refusal('invalidSyntax', 'An operation is add, replace or remove.')
  }
  const path = fieldOf(operation, 'path') ?? ''
  if (typeof path !== 'string') throw refusal('invalidPath', 'A path is text.')
  if (op === 'remove' && path === '') throw refusal('noTarget', 'Name what is to be removed.')
  const value = fieldOf(operation, 'value')
  if (op !== 'remove' && value === undefined) {
    throw refusal('invalidValue', 'Say the value to add or to replace with.')
  }
  return { op, target: path === '' ? null : readTarget(path), value }
}
