import { headerName } from '../csv/columns'

/** What can stand at a path of a tree; `group` only holds what is below it. */
export const PATH_ROLES = [
  'track',
  'level',
  'category',
  'item',
  'title',
  'text',
  'id',
  'code',
  'label',
  'kind',
  'weight',
  'scored',
  'examples',
  'anti-examples',
  'group',
  'ignored',
] as const
export type PathRole = (typeof PATH_ROLES)[number]

export const PATH_LABELS: Record<PathRole, string> = {
  track: 'Tracks',
  level: 'Levels',
  category: 'Categories',
  item: 'Items',
  title: 'Title of what it stands in',
  text: 'Words of what it stands in',
  id: 'Name by which others refer to it',
  code: 'Code of the level',
  label: 'Label before the words',
  kind: 'Kind of item',
  weight: 'Weight',
  scored: 'Rated, yes or no',
  examples: 'Examples',
  'anti-examples': 'Counterexamples',
  group: 'Only holds what is below it',
  ignored: 'Left out',
}

const NAMES: [PathRole, RegExp][] = [
  ['track', /^(?:career )?(?:tracks?|paths?|ladders?|disciplines?|(?:job )?famil(?:y|ies))$/],
  [
    'level',
    /^(?:job )?(?:levels?|grades?|ranks?|rungs?|roles?|positions?|steps?|stages?|bands?|milestones?|tiers?)$/,
  ],
  [
    'category',
    /^(?:sub ?)?(?:categor(?:y|ies)|areas?|competenc(?:y|ies)|dimensions?|pillars?|skills?|topics?|themes?|sections?|capabilit(?:y|ies)|attributes?|axes|axis|domains?)$/,
  ],
  [
    'item',
    /^(?:items?|expectations?|responsibilit(?:y|ies)|behaviou?rs?|indicators?|criteria|criterions?|points?|bullets?|requirements?|statements?|signals?|objectives?)$/,
  ],
  ['title', /^(?:title|name|heading|headline)$/],
  ['text', /^(?:text|description|definition|content|details?|summary|body|words)$/],
  ['id', /^(?:id|key|slug|uuid|identifier)$/],
  ['code', /^(?:code|short name|abbreviation)$/],
  ['label', /^(?:label|keyword|tag)$/],
  ['kind', /^(?:kind|type)$/],
  ['weight', /^(?:weight|weighting|importance)$/],
  ['scored', /^(?:scored|rated)$/],
  ['examples', /^(?:examples?|evidence|example criteria|for example)$/],
  ['anti-examples', /^(?:anti examples?|counter ?examples?|not|red flags?|pitfalls?)$/],
  [
    'ignored',
    /^(?:order|sort|version|format|licen[cs]e|author|date|updated(?: at)?|created(?: at)?|url|link|links|color|icon|language|schema)$/,
  ],
]

/** What a name usually stands for, whatever its case and spelling; null for any other. */
export function roleOfName(name: string): PathRole | null {
  const known = ROLES_BY_NAME.get(name)
  if (known !== undefined) return known
  const words = headerName(name.replace(/([a-z])([A-Z])/g, '$1 $2'))
  const role = NAMES.find(([, pattern]) => pattern.test(words))?.[0] ?? null
  if (ROLES_BY_NAME.size < REMEMBERED && name.length < 100) ROLES_BY_NAME.set(name, role)
  return role
}

// The same few names stand at thousands of places.
const REMEMBERED = 1000
const ROLES_BY_NAME = new Map<string, PathRole | null>()

/** A name in camel case or with underscores as words: "technical_skills" is "Technical skills". */
export function titleOfName(name: string): string {
  if (/\s/.test(name) || !/^[a-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*$/.test(name)) return name
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
