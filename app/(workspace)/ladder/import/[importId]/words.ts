import type { CategoryRow, LevelRow } from '@/lib/ladder/importing/preview'
import type { ImportView } from '@/lib/ladder/importing/queries'

export const READERS: Record<ImportView['reader'], string> = {
  'ladder/1': 'A ladder of Rung in Markdown',
  'ladder.yaml': 'A ladder of Rung in YAML, JSON or CSV',
  markdown: 'Markdown',
  html: 'HTML',
  csv: 'CSV',
  tree: 'JSON or YAML',
}

export const HEADINGS: Record<LevelRow['is'], string> = {
  level: 'A level',
  category: 'A category',
  prose: 'Text',
  ignored: 'Left out',
}

export const KINDS: Record<Exclude<CategoryRow['is'], ''>, string> = {
  expectation: 'Expectations',
  indicator: 'Indicators',
  'anti-pattern': 'Anti-patterns',
  prerequisite: 'Prerequisites',
  note: 'Notes',
  prose: 'Text',
  ignored: 'Left out',
}

/** A number with its word: 1 level, 12 levels. */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
