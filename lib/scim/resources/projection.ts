import { isObject, type JsonObject } from './json'
import type { Selection } from './list-query'
import type { Target } from './patch'
import { isUrn } from './urn'

const ALWAYS = ['schemas', 'id']

/** The resource with the attributes that were asked for; its id and schemas are always there. */
export function project(resource: JsonObject, { only, without }: Selection): JsonObject {
  const kept = only === null ? resource : narrowed(resource, (own) => selected(own, only))
  return narrowed(kept, (own) => remaining(own, without))
}

/** Whether an answer is to have this attribute of the resource itself, so that it can be left unread. */
export function isSelected(name: string, { only, without }: Selection): boolean {
  const isNamed = ({ path }: Target) => path.name.toLowerCase() === name.toLowerCase()
  if (without.some((target) => isNamed(target) && target.path.part === null)) return false
  return only === null || only.some(isNamed)
}

/** One attribute: the extension that has it, its name, and its value. */
type Own = { schema: string | null; name: string; value: unknown }

function narrowed(resource: JsonObject, keep: (own: Own) => unknown): JsonObject {
  const entries = Object.entries(resource).flatMap(([name, value]): [string, unknown][] => {
    if (ALWAYS.includes(name)) return [[name, value]]
    if (!name.startsWith('urn:') || !isObject(value)) {
      return entryOf(name, keep({ schema: null, name, value }))
    }
    const inner = Object.entries(value).flatMap(([own, part]) =>
      entryOf(own, keep({ schema: name, name: own, value: part })),
    )
    return inner.length > 0 ? [[name, Object.fromEntries(inner)]] : []
  })
  return Object.fromEntries(entries)
}

function entryOf(name: string, value: unknown): [string, unknown][] {
  return value === undefined ? [] : [[name, value]]
}

function selected(own: Own, targets: readonly Target[]): unknown {
  const found = targets.filter((target) => names(target, own))
  if (found.length === 0) return undefined
  const parts = found.flatMap(({ path }) => path.part?.toLowerCase() ?? [])
  if (parts.length < found.length) return own.value
  return withParts(own.value, (part) => parts.includes(part.toLowerCase()))
}

function remaining(own: Own, targets: readonly Target[]): unknown {
  const found = targets.filter((target) => names(target, own))
  if (found.some(({ path }) => path.part === null)) return undefined
  const parts = found.flatMap(({ path }) => path.part?.toLowerCase() ?? [])
  if (parts.length === 0) return own.value
  return withParts(own.value, (part) => !parts.includes(part.toLowerCase()))
}

function names({ path }: Target, { schema, name }: Own): boolean {
  if (schema !== null && !isUrn(path.schema, schema)) return false
  if (schema === null && path.schema !== null && /extension|rung/i.test(path.schema)) return false
  return path.name === '' || path.name.toLowerCase() === name.toLowerCase()
}

function withParts(value: unknown, keep: (part: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((element) => withParts(element, keep))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([part]) => keep(part)))
}
