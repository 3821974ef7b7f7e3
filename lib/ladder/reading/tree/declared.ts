import type { LocatedNode } from '../../format/exchange/located'
import { didYouMean } from '../../words/suggestion'
import { comparable } from '../structure/titles'
import { roleOfName } from './names'

/** Levels and categories that the source lists with a name for others to refer to. */
export type Declared = {
  /** The title that a reference means; `hint` is set when it means none of those there are. */
  resolve: (role: 'level' | 'category', written: string) => { title: string; hint: string | null }
}

export function declaredIn(roots: readonly LocatedNode[]): Declared {
  const titles = { level: new Map<string, string>(), category: new Map<string, string>() }
  const collect = (node: LocatedNode, role: 'level' | 'category') => {
    const children = node.kind === 'list' ? node.items : []
    for (const child of children) {
      const id = scalarOf(child, 'id') ?? scalarOf(child, 'code')
      const title = scalarOf(child, 'title')
      if (id !== null) titles[role].set(comparable(id), title ?? id)
      if (title !== null) titles[role].set(comparable(title), title)
    }
  }
  const walk = (node: LocatedNode) => {
    if (node.kind === 'list') node.items.forEach(walk)
    if (node.kind !== 'map') return
    for (const { key, value } of node.entries) {
      const role = roleOfName(key)
      if (role === 'level' || role === 'category') collect(value, role)
      walk(value)
    }
  }
  roots.forEach(walk)
  return {
    resolve: (role, written) => {
      const known = titles[role]
      const title = known.get(comparable(written))
      if (title !== undefined || known.size === 0) return { title: title ?? written, hint: null }
      return { title: written, hint: didYouMean(written, [...new Set(known.values())]) }
    },
  }
}

/** The words of the field with this role, or null. */
export function scalarOf(node: LocatedNode, role: ReturnType<typeof roleOfName>): string | null {
  if (node.kind !== 'map') return null
  const field = node.entries.find(
    ({ key, value }) => roleOfName(key) === role && value.kind === 'scalar' && value.value !== null,
  )
  return field?.value.kind === 'scalar' ? String(field.value.value) : null
}
