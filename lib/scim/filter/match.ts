import type { AttributePath, Comparison, Filter } from './filter'

export type Json = string | number | boolean | null | readonly Json[] | { [key: string]: Json }

type Matching = {
  /** Whether letters of another case are other letters for this attribute. */
  isExact: (path: AttributePath) => boolean
  /** The element that a filter in brackets speaks of. */
  within?: AttributePath
}

/** Whether the resource, or one element of it, is what the filter asks for. What has no value is equal to nothing. */
export function matches(filter: Filter, resource: Json, matching: Matching): boolean {
  switch (filter.kind) {
    case 'and':
      return [filter.left, filter.right].every((part) => matches(part, resource, matching))
    case 'or':
      return [filter.left, filter.right].some((part) => matches(part, resource, matching))
    case 'not':
      return !matches(filter.of, resource, matching)
    case 'element':
      return elements(valueAt(resource, { ...filter.path, part: null })).some((element) =>
        matches(filter.of, element, { ...matching, within: filter.path }),
      )
    case 'present':
      return valuesAt(resource, filter.path).length > 0
    case 'compare':
      return isComparable(filter, resource, matching)
  }
}

type Compare = Filter & { kind: 'compare' }

function isComparable(filter: Compare, resource: Json, { isExact, within }: Matching): boolean {
  const { path, comparison, value } = filter
  const fold = folding(isExact(within ? { ...within, part: path.name } : path))
  const found = valuesAt(resource, path).map(fold)
  if (value === null) return (comparison === 'eq') === (found.length === 0)
  const wanted = fold(value)
  if (comparison === 'ne') return !found.includes(wanted)
  return found.some((own) => compares(own, wanted, comparison))
}

function folding(isExact: boolean): (value: Json) => Json {
  return (value) => (typeof value === 'string' && !isExact ? value.toLowerCase() : value)
}

function compares(own: Json, value: Json, comparison: Comparison): boolean {
  if (typeof own === 'string' && typeof value === 'string') {
    return comparesText(own, value, comparison)
  }
  return comparison === 'eq' && own === value
}

function comparesText(own: string, value: string, comparison: Comparison): boolean {
  switch (comparison) {
    case 'eq':
      return own === value
    case 'ne':
      return own !== value
    case 'co':
      return own.includes(value)
    case 'sw':
      return own.startsWith(value)
    case 'ew':
      return own.endsWith(value)
    case 'gt':
      return own > value
    case 'ge':
      return own >= value
    case 'lt':
      return own < value
    case 'le':
      return own <= value
  }
}

function valuesAt(resource: Json, path: AttributePath): Json[] {
  return elements(valueAt(resource, path))
    .map((element) => (isObject(element) ? partOf(element, path.part) : element))
    .filter((value) => value !== undefined && value !== null && value !== '')
    .map((value) => value ?? null)
}

// A complex attribute that is named alone stands for its value, and one without for being there.
function partOf(element: { [key: string]: Json }, part: string | null): Json | undefined {
  return part === null ? (field(element, 'value') ?? element) : field(element, part)
}

function valueAt(resource: Json, { schema, name }: AttributePath): Json | undefined {
  if (!isObject(resource)) return undefined
  const extension = schema === null ? undefined : field(resource, schema)
  return field(isObject(extension) ? extension : resource, name)
}

function elements(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? [...value] : [value]
}

function field(object: { [key: string]: Json }, name: string): Json | undefined {
  const key = Object.keys(object).find((own) => own.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : object[key]
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
