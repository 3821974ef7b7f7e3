import type { Category, Transition } from '../../format/document'
import { type Draft, inOrder, type Ordered } from '../draft'
import type { Edit } from '../edit'
import { setFields } from './fields'
import { removals } from './levels'
import { placeAfter } from './order'

/** A new category or growth area below another, or last with null. */
export function addCategory(
  draft: Draft,
  { after, ...made }: Pick<Category, 'key' | 'title' | 'kind'> & { after: string | null },
): Edit[] {
  const last = inOrder(draft.category.values()).at(-1)?.key ?? null
  const { order, shifted } = placeAfter(draft.category.values(), { after: after ?? last })
  const value = { ...made, parent: null, scale: null, gate: false, weight: null, order }
  return [
    ...shifts(draft, shifted),
    { op: 'add', entity: 'category', key: made.key, value } satisfies Edit,
  ]
}

/** Puts a category below another, or first with null. */
export function moveCategory(
  draft: Draft,
  { key, after }: { key: string; after: string | null },
): Edit[] {
  const others = [...draft.category.values()].filter((category) => category.key !== key)
  const { order, shifted } = placeAfter(others, { after })
  return [...shifts(draft, shifted), ...setFields(draft, { entity: 'category', key }, { order })]
}

/** Takes away a category with its items and targets; what stood below it moves to its parent. */
export function removeCategory(draft: Draft, key: string): Edit[] {
  const category = draft.category.get(key)
  if (!category) return []
  const { parent } = category
  return [
    ...removals(draft, 'item', (item) => item.category === key),
    ...removals(draft, 'target', (target) => target.category === key),
    ...[...draft.category.values()]
      .filter((child) => child.parent === key)
      .flatMap((child) => setFields(draft, { entity: 'category', key: child.key }, { parent })),
    { op: 'remove', entity: 'category', key, value: category },
  ]
}

/** A new transition to a level, after all others. */
export function addTransition(
  draft: Draft,
  { key, title, from, to }: Pick<Transition, 'key' | 'title' | 'from' | 'to'>,
): Edit[] {
  const last = inOrder(draft.transition.values()).at(-1)?.key ?? null
  const { order } = placeAfter(draft.transition.values(), { after: last })
  const start = from === null ? null : (draft.level.get(from)?.track ?? from)
  const isSwitch = start !== draft.level.get(to)?.track
  const value: Ordered<Transition> = {
    ...{ key, from, fromLabel: from === null ? 'Anybody' : null, to, title, body: '' },
    ...{ kind: isSwitch ? 'track-switch' : 'promotion', shifts: [], pitfalls: [] },
    ...{ minMonths: null, maxMonths: null, order },
  }
  return [{ op: 'add', entity: 'transition', key, value }]
}

export function removeTransition(draft: Draft, key: string): Edit[] {
  return removals(draft, 'transition', (transition) => transition.key === key)
}

function shifts(draft: Draft, shifted: { key: string; order: number }[]): Edit[] {
  return shifted.flatMap(({ key, order }) =>
    setFields(draft, { entity: 'category', key }, { order }),
  )
}
