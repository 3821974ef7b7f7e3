import { closest } from '../../words/suggestion'

/** What a column can be; `level-column` is one whose cells all belong to the level in its header. */
export const COLUMN_ROLES = [
  'level',
  'track',
  'category',
  'subcategory',
  'text',
  'kind',
  'label',
  'weight',
  'scored',
  'examples',
  'anti-examples',
  'order',
  'level-column',
  'ignored',
] as const
export type ColumnRole = (typeof COLUMN_ROLES)[number]

export const ROLE_LABELS: Record<ColumnRole, string> = {
  level: 'Level',
  track: 'Track',
  category: 'Category',
  subcategory: 'Category below the category',
  text: 'Words of the item',
  kind: 'Kind of item',
  label: 'Label before the words',
  weight: 'Weight',
  scored: 'Rated, yes or no',
  examples: 'Examples',
  'anti-examples': 'Counterexamples',
  order: 'Order',
  'level-column': 'A level: its cells are items',
  ignored: 'Left out',
}

const NAMES: Partial<Record<ColumnRole, string[]>> = {
  level: [
    ...['level', 'levels', 'grade', 'job level', 'level name', 'level title', 'ladder level'],
    ...['role', 'job title', 'position', 'seniority', 'band', 'rung', 'step', 'stage'],
  ],
  track: ['track', 'career track', 'ladder', 'path', 'discipline', 'family', 'job family'],
  category: [
    ...['category', 'area', 'competency area', 'dimension', 'theme', 'pillar', 'domain'],
    ...['group', 'section', 'topic', 'axis', 'capability', 'attribute', 'competency', 'skill'],
  ],
  subcategory: ['subcategory', 'sub category', 'sub area', 'subarea', 'sub theme', 'subskill'],
  text: [
    ...['expectation', 'expectations', 'text', 'description', 'behaviour', 'behavior', 'statement'],
    ...['indicator', 'criterion', 'criteria', 'requirement', 'responsibility', 'responsibilities'],
    ...['item', 'definition', 'details', 'descriptor', 'what it looks like', 'content'],
  ],
  kind: ['kind', 'type', 'item type', 'item kind'],
  label: ['label', 'name', 'short name', 'title', 'headline', 'keyword'],
  weight: ['weight', 'weighting', 'importance', 'percent'],
  scored: ['scored', 'rated', 'is scored', 'is rated', 'assessed'],
  examples: ['example', 'examples', 'for example', 'evidence', 'sample evidence'],
  'anti-examples': ['counterexample', 'counterexamples', 'anti example', 'anti examples', 'not'],
  order: [
    'order',
    'sort',
    'sort order',
    'rank',
    'sequence',
    'position number',
    'no',
    'nr',
    'index',
  ],
}

const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([role, names]) =>
    names.map((name) => [name, role as ColumnRole] as const),
  ),
)

/** The role that a header means; `hint` is the name it is one slip away from. Null for none. */
export function roleOfHeader(header: string): { role: ColumnRole; hint: string | null } | null {
  const name = headerName(header)
  const exact = BY_NAME.get(name)
  if (exact) return { role: exact, hint: null }
  if (name.length < 4) return null
  const near = closest(name, [...BY_NAME.keys()])
  const role = near === null ? undefined : BY_NAME.get(near)
  const isNear = near !== null && Math.abs(near.length - name.length) <= 2
  return role && isNear ? { role, hint: near } : null
}

/** A header without case, signs and double spaces. */
export function headerName(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
