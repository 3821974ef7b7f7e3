import type { Category } from '../../format/document'
import type { OutlineNode } from '../outline'
import { comparable } from '../structure/titles'
import type { Drafting } from './drafting'

/** Where items without a category of their own go. */
export const IMPLIED = 'Expectations'

/** The category of a node, the same one for all nodes of the same title under the same parent. */
export function categoryFor(node: OutlineNode, parent: Category | null, draft: Drafting): Category {
  const written = draft.correctionOf(node).title ?? node.title
  const into = draft.mapping.merge.find(
    ({ from }) => comparable(from) === comparable(written),
  )?.into
  const title = into ?? written
  const name = `${parent?.key ?? ''}/${comparable(title)}`
  const known = draft.categories.get(name)
  if (known) {
    const variant = `${known.key} ${title}`
    if (known.title !== title && into === undefined && !draft.variants.has(variant)) {
      draft.variants.add(variant)
      const words = `"${title}" and "${known.title}" differ only in case, spaces or signs; both are read as one.`
      draft.report('W203', node.place, words)
    }
    return known
  }
  return added(name, { title, kind: 'competency', parent: parent?.key ?? null }, node, draft)
}

export function growthAreaFor(node: OutlineNode, draft: Drafting): Category {
  const title = draft.correctionOf(node).title ?? node.title
  const name = `growth/${comparable(title)}`
  const known = draft.categories.get(name)
  return known ?? added(name, { title, kind: 'growth-area', parent: null }, node, draft)
}

/** The category of items that stand in none. */
export function impliedCategory(node: OutlineNode, draft: Drafting): Category {
  const name = `/${comparable(IMPLIED)}`
  const given = { title: IMPLIED, kind: 'competency', parent: null } as const
  return draft.categories.get(name) ?? added(name, given, node, draft)
}

function added(
  name: string,
  given: Pick<Category, 'title' | 'kind' | 'parent'>,
  { place }: OutlineNode,
  draft: Drafting,
): Category {
  const key = draft.keyFor(given.title, 'category')
  const category = { key, ...given, scale: null, gate: false, weight: null }
  draft.categories.set(name, category)
  draft.document.categories.push(category)
  draft.add('category', key, place)
  return category
}
