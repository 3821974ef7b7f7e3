import type { MessageCode } from '../../format/messages'
import { type LabelledLevel, levelsOfLabel } from '../../words/level-label'
import { type OutlineNode, outlineNode, type Role, type SourceFile } from '../outline'
import type { Mapping } from '../schema'
import type { Spot } from '../structure/blocks'
import type { SpotReport } from '../structure/harmless'
import { levelTitle } from '../structure/titles'

/** What the making of an outline shares: ids, places, messages and the labels of the levels. */
export type Shaping = {
  mapping: Mapping
  report: SpotReport
  node: (role: Role, at: Spot, given?: Partial<OutlineNode>) => OutlineNode
  /** The role that a person gave to what stands at a place, or null. */
  roleAt: (at: Spot) => Role | null
  /** The titles of levels that a label means; empty when it means none. */
  levelsOf: (label: string) => string[]
}

export function shaping(
  files: readonly SourceFile[],
  { mapping, report, titles }: { mapping: Mapping; report: SpotReport; titles: readonly string[] },
): Shaping {
  const ids = new Set<string>()
  const levels = labelled(titles)
  const known = new Map<string, string[]>()
  return {
    mapping,
    report,
    node: (role, at, given = {}) => {
      const id = freeId(at, ids)
      const place = { file: files[at.file]?.name ?? '', line: at.line, column: at.column }
      return outlineNode({ role, id, place, ...given })
    },
    roleAt: (at) => mapping.nodes[idOf(at, at.column)]?.role ?? null,
    levelsOf: (label) => {
      const found = known.get(label) ?? levelsOfLabel(label, levels)
      known.set(label, found)
      return found
    },
  }
}

/** Levels by their titles, codes and other names; the key is the title as it was given. */
export function labelled(titles: readonly string[]): LabelledLevel[] {
  return titles.map((key) => {
    const { title, code, aliases } = levelTitle(key)
    return { key, title, aliases: code === null ? aliases : [...aliases, code] }
  })
}

/** Messages by spot from messages by place. */
export function spotReport(
  files: readonly SourceFile[],
  report: (
    code: MessageCode,
    place: { file: string; line: number; column: number },
    message: string,
  ) => void,
): SpotReport {
  return (code, { file, line, column }, message) => {
    report(code, { file: files[file]?.name ?? '', line, column }, message)
  }
}

function freeId(at: Spot, ids: Set<string>): string {
  let column = at.column
  let id = idOf(at, column)
  while (ids.has(id)) {
    column += 1
    id = idOf(at, column)
  }
  ids.add(id)
  return id
}

function idOf({ file, line }: Spot, column: number): string {
  return column === 1 ? `${file}:${line}` : `${file}:${line}.${column}`
}
