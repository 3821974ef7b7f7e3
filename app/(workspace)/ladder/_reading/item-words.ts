import type { Item } from '@/lib/ladder/format/document'

const KINDS: Partial<Record<Item['kind'], string>> = {
  'anti-pattern': 'Not wanted',
  prerequisite: 'Required first',
  note: 'Note',
}

/** What stands before an item: its own label, else the word for a kind that needs one. */
export function leadIn({ kind, label }: Pick<Item, 'kind' | 'label'>): string | null {
  return label ?? KINDS[kind] ?? null
}
