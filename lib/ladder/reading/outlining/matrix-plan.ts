import type { TableBlock } from '../structure/blocks'
import { isPlannedTable, type TableCandidate } from '../structure/candidates'
import { isSection, type Section } from '../structure/sections'
import { axisTitles } from '../structure/tables'
import { comparable } from '../structure/titles'

/**
 * What the headings over the tables are: tracks, where each table has levels of its own or the same
 * categories again; categories, where tables share levels and each speaks of something else.
 */
export type MatrixPlan = {
  roles: ReadonlyMap<Section, 'track' | 'category' | null>
  /** Tables whose levels are the same ones have the same group. */
  groupOf: (table: TableBlock) => number
}

export function matrixPlan(sections: readonly Section[], candidate: TableCandidate): MatrixPlan {
  const placed = sections.flatMap((section) =>
    section.parts.flatMap((part) =>
      !isSection(part) && isPlannedTable(part, candidate) ? [{ table: part, section }] : [],
    ),
  )
  const groups: Group[] = []
  for (const { table, section } of placed) {
    const titles = axisTitles(table, candidate.axis).map(comparable)
    const group = groups.find((known) => overlaps(known.titles, titles))
    if (group) {
      group.members.push({ table, section })
      for (const title of titles) group.titles.add(title)
    } else groups.push({ titles: new Set(titles), members: [{ table, section }] })
  }
  const split = groups.flatMap((group) => (repeatsRows(group, candidate) ? apart(group) : [group]))
  const roles = new Map<Section, 'track' | 'category' | null>()
  for (const { members } of split) {
    const own = new Set(members.map((member) => member.section))
    const role = own.size > 1 ? 'category' : split.length > 1 ? 'track' : null
    for (const section of own) roles.set(section, roles.has(section) ? null : role)
  }
  const indexes = new Map(
    split.flatMap(({ members }, index) => members.map(({ table }) => [table, index] as const)),
  )
  return { roles, groupOf: (table) => indexes.get(table) ?? -1 }
}

type Group = { titles: Set<string>; members: { table: TableBlock; section: Section }[] }

function overlaps(known: ReadonlySet<string>, titles: readonly string[]): boolean {
  return titles.filter((title) => known.has(title)).length * 2 >= titles.length
}

function repeatsRows({ members }: Group, { axis }: TableCandidate): boolean {
  if (new Set(members.map((member) => member.section)).size < 2) return false
  const other = axis === 'columns' ? 'rows' : 'columns'
  const titles = members.map(({ table }) => axisTitles(table, other).map(comparable))
  const [first = [], ...rest] = titles
  const known = new Set(first)
  return rest.every((own) => own.length > 0 && overlaps(known, own))
}

function apart({ titles, members }: Group): Group[] {
  const bySection = Map.groupBy(members, (member) => member.section)
  return [...bySection.values()].map((own) => ({ titles, members: own }))
}
