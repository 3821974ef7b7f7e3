import type { z } from 'zod'
import { didYouMean } from '../../words/suggestion'
import { FORMAT } from '../document'
import { MOST_UNKNOWN, requirement } from '../front-matter'
import type { Place, Report } from '../messages'
import type { TreePath } from './located'
import { knownTreeKeys } from './tree-schema'

type IssueContext = {
  value: unknown
  placeOf: (path: TreePath) => Place
  keyPlaceOf: (path: TreePath, name: string) => Place
  report: Report
}

/** E008, E009, E010, E012, E302 or E313 for what the shape of a ladder does not allow. */
export function reportIssue(issue: z.core.$ZodIssue, context: IssueContext): void {
  const { value, placeOf, keyPlaceOf, report } = context
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    for (const name of issue.keys.slice(0, MOST_UNKNOWN)) {
      const hint = didYouMean(name, knownTreeKeys(path))
      report('E008', keyPlaceOf(path, name), `Unknown key "${name}".${hint}`)
    }
    return
  }
  const name = nameOf(path)
  const found = valueAt(value, path)
  if (found === undefined) {
    report('E009', placeOf(path.slice(0, -1)), `${name} is missing.`)
    return
  }
  if (path.length === 1 && path[0] === 'format') {
    report('E012', placeOf(path), `The format must be "${FORMAT}"; this reader knows no other.`)
    return
  }
  const last = path.at(-1)
  if (path[0] === 'items' && last === 'weight') {
    report('E313', placeOf(path), `The weight "${String(found)}" is not a number that can count.`)
    return
  }
  if (issue.code === 'too_small' && issue.origin === 'string') {
    const code = path[0] === 'items' && last === 'text' ? 'E302' : 'E010'
    report(code, placeOf(path), `${name} has no words.`)
    return
  }
  report('E010', placeOf(path), `${name} ${requirement(issue)}.`)
}

function nameOf(path: TreePath): string {
  const last = path.at(-1)
  if (last === undefined) return 'The document'
  if (typeof last === 'number') return `Entry ${last + 1} of "${String(path.at(-2))}"`
  return `"${String(last)}"`
}

function valueAt(value: unknown, path: TreePath): unknown {
  return path.reduce<unknown>(
    (inner, step) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[step],
    value,
  )
}
