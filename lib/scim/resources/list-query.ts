import type { Filter } from '../filter/filter'
import { parseFilter } from '../filter/parse'
import { refusal } from '../refusal'
import { readTarget, type Target } from './patch'
import { MAX_PAGE } from './provider'

export type Selection = { only: readonly Target[] | null; without: readonly Target[] }

export type ListQuery = {
  filter: Filter | null
  /** Counted from 1. */
  startIndex: number
  count: number
  sortBy: string | null
  isDescending: boolean
  selection: Selection
}

const DEFAULT_PAGE = 100
const MAX_INDEX = 1_000_000_000

/** Reads what follows the question mark; numbers out of range become the nearest, as the RFC has it. */
export function readListQuery(query: URLSearchParams): ListQuery {
  const filter = query.get('filter')
  const order = query.get('sortOrder')?.toLowerCase() ?? 'ascending'
  if (order !== 'ascending' && order !== 'descending') {
    throw refusal('invalidValue', 'sortOrder is ascending or descending.')
  }
  return {
    filter: filter === null || filter.trim() === '' ? null : parseFilter(filter),
    startIndex: Math.max(1, wholeNumber(query, 'startIndex') ?? 1),
    count: Math.min(MAX_PAGE, Math.max(0, wholeNumber(query, 'count') ?? DEFAULT_PAGE)),
    sortBy: query.get('sortBy') || null,
    isDescending: order === 'descending',
    selection: readSelection(query),
  }
}

/** Which attributes an answer is to have. */
export function readSelection(query: URLSearchParams): Selection {
  return {
    only: query.has('attributes') ? targets(query, 'attributes') : null,
    without: targets(query, 'excludedAttributes'),
  }
}

function wholeNumber(query: URLSearchParams, name: string): number | null {
  const text = query.get(name)
  if (text === null) return null
  if (!/^-?\d{1,15}$/.test(text)) throw refusal('invalidValue', `${name} is a whole number.`)
  return Math.min(Number(text), MAX_INDEX)
}

function targets(query: URLSearchParams, name: string): Target[] {
  const names = (query.get(name) ?? '').split(',').map((text) => text.trim())
  return names.filter(Boolean).slice(0, 100).map(readTarget)
}
