import type { Filter } from './filter'
import { pathText } from './path'

/** The filter as text that reads back as itself. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'or':
      return `${printFilter(filter.left)} or ${within(filter.right, ['or'])}`
    case 'and':
      return `${within(filter.left, ['or'])} and ${within(filter.right, ['or', 'and'])}`
    case 'not':
      return `not (${printFilter(filter.of)})`
    case 'present':
      return `${pathText(filter.path)} pr`
    case 'element':
      return `${pathText(filter.path)}[${printFilter(filter.of)}]`
    case 'compare':
      return `${pathText(filter.path)} ${filter.comparison} ${JSON.stringify(filter.value)}`
  }
}

function within(filter: Filter, enclosed: readonly Filter['kind'][]): string {
  return enclosed.includes(filter.kind) ? `(${printFilter(filter)})` : printFilter(filter)
}
