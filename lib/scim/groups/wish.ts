import { readText } from '@/lib/people/import/file/cell'
import type { Filter } from '../filter/filter'
import { matches } from '../filter/match'
import { refusal } from '../refusal'
import { fieldOf, isObject, type JsonObject } from '../resources/json'
import { type PatchOperation, readPatch, type Target } from '../resources/patch'
import { GROUP, isUrn } from '../resources/urn'
import { type Member, memberResource } from './group'

/** One step for the members: some more, some less, these and no others, or less those that a filter finds. */
export type MemberStep =
  | { op: 'add' | 'remove' | 'replace'; ids: readonly string[] }
  | { op: 'removeFound'; filter: Filter }

/** What a request asserts of a group. */
export type GroupWish = {
  displayName?: string
  externalId?: string | null
  steps: MemberStep[]
}

/** Reads a whole group, as POST and PUT send it; without members, those it has stay. */
export function readGroup(body: unknown): GroupWish {
  if (!isObject(body)) throw refusal('invalidSyntax', 'Send a group as a JSON object.')
  const wish: GroupWish = { steps: [] }
  assignAll(wish, body, 'replace')
  return wish
}

/** Reads the operations of a PATCH on a group. */
export function readGroupPatch(body: unknown): GroupWish {
  const wish: GroupWish = { steps: [] }
  for (const operation of readPatch(body)) {
    const { op, target, value } = operation
    if (target) assignTarget(wish, target, operation)
    else if (isObject(value) && op !== 'remove') assignAll(wish, value, op)
    else throw refusal('invalidValue', 'Without a path, the value is an object of attributes.')
  }
  return wish
}

/** Who is in the group after these steps. */
export function membersAfter(before: readonly Member[], steps: readonly MemberStep[]): Set<string> {
  const names = new Map(before.map((member) => [member.id, member]))
  const ids = new Set(names.keys())
  for (const step of steps) {
    if (step.op === 'replace') ids.clear()
    const left = step.op === 'removeFound' ? found(step.filter, ids, names) : step.ids
    const isLeaving = step.op === 'remove' || step.op === 'removeFound'
    for (const id of left) isLeaving ? ids.delete(id) : ids.add(id)
  }
  return ids
}

function found(
  filter: Filter,
  ids: ReadonlySet<string>,
  names: ReadonlyMap<string, Member>,
): string[] {
  const isExact = ({ name, part }: { name: string; part: string | null }) =>
    name === 'value' || part === 'value'
  return [...ids].filter((id) => {
    const member = memberResource(names.get(id) ?? { id, name: '' })
    return matches(filter, member, { isExact })
  })
}

const READ_ONLY = ['schemas', 'id', 'meta']

function assignAll(wish: GroupWish, object: JsonObject, op: 'add' | 'replace'): void {
  for (const [key, value] of Object.entries(object)) {
    const name = key.toLowerCase()
    if (READ_ONLY.includes(name)) continue
    assign(wish, name, { op, value })
  }
}

function assignTarget(wish: GroupWish, target: Target, operation: PatchOperation): void {
  const { path, filter } = target
  if (path.schema !== null && !isUrn(path.schema, GROUP)) throw unknown(path.name)
  const name = path.name.toLowerCase()
  if (READ_ONLY.includes(name)) {
    throw refusal('mutability', `${path.name} is not written by a client.`)
  }
  if (filter) assignFound(wish, { name, part: path.part, filter }, operation)
  else if (path.part === null) assign(wish, name, operation)
  else throw unknown(`${path.name}.${path.part}`)
}

type Found = { name: string; part: string | null; filter: Filter }

function assignFound(wish: GroupWish, { name, part, filter }: Found, { op }: PatchOperation): void {
  if (name !== 'members' || part !== null) throw unknown(name)
  if (op !== 'remove') {
    throw refusal('mutability', 'A member is added or removed, and not changed.')
  }
  wish.steps.push({ op: 'removeFound', filter })
}

type Assignment = Pick<PatchOperation, 'op' | 'value'>

function assign(wish: GroupWish, name: string, { op, value }: Assignment): void {
  if (name === 'displayname') wish.displayName = readName(op === 'remove' ? null : value)
  else if (name === 'externalid') wish.externalId = readKey(op === 'remove' ? null : value)
  else if (name !== 'members') throw unknown(name)
  else if (op === 'remove' && (value === undefined || value === null)) {
    wish.steps.push({ op: 'replace', ids: [] })
  } else wish.steps.push({ op, ids: readMembers(value) })
}

function readName(value: unknown): string {
  const reading = typeof value === 'string' ? readText(value, 'name') : null
  if (reading?.ok && reading.value !== '') return reading.value
  const message = reading && !reading.ok ? reading.message : 'It is needed, and it is text.'
  throw refusal('invalidValue', `displayName: ${message}`)
}

function readKey(value: unknown): string | null {
  if (value === null || value === '') return null
  const isText = typeof value === 'string' && value.length <= 256
  if (isText && !value.includes('\0') && value.isWellFormed()) return value
  throw refusal('invalidValue', 'externalId is text of at most 256 characters.')
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function readMembers(value: unknown): string[] {
  const elements: unknown[] = Array.isArray(value) ? value : value === null ? [] : [value]
  return elements.map((element) => {
    const id = isObject(element) ? fieldOf(element, 'value') : element
    const type = isObject(element) ? fieldOf(element, 'type') : undefined
    if (typeof type === 'string' && type.toLowerCase() === 'group') {
      throw refusal('invalidValue', 'members: A group holds people and no other groups.')
    }
    if (typeof id === 'string' && UUID.test(id)) return id.toLowerCase()
    throw refusal('invalidValue', 'members: Each has the id of a user as its value.')
  })
}

function unknown(name: string) {
  return refusal('invalidPath', `Rung does not know the attribute ${name.slice(0, 200)}.`)
}
