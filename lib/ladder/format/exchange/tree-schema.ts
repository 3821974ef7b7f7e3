import { z } from 'zod'
import {
  CATEGORY_KINDS,
  CHANGE_CLASSES,
  FORMAT,
  ITEM_KINDS,
  KEYMAP_ENTITIES,
  KEYMAP_RELATIONS,
  type LadderDocument,
  SCALE_KINDS,
  STATUSES,
  TRANSITION_KINDS,
} from '../document'
import { VALUES } from '../schema'

const { key, code, line, words, weight, amount } = VALUES

const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null)
const flag = z.boolean().default(false)
const text = z.string().trim().min(1)
const prose = z.string().default('')
const heading = text.max(4000).regex(/^[^\n]*$/, 'must be one line')
const months = z.int().min(0).max(9999)
const MICRO = 1_000_000
const itemWeight = weight
  .max(999_999)
  .refine((value) => Math.abs(value * MICRO - Math.round(value * MICRO)) < 1e-3, {
    error: 'must have at most 6 decimals',
  })

const point = z.strictObject({
  code,
  title: line,
  value: z.int().min(-1000).max(1000),
  points: maybe(z.number().min(-MICRO).max(MICRO)),
  description: z.string().max(4000).default(''),
})

const scale = z.strictObject({
  key,
  kind: z.enum(SCALE_KINDS),
  points: z.array(point).min(1).max(100),
})

const track = z.strictObject({ key, title: line, body: prose })

const fact = z.strictObject({
  key,
  label: z.string().trim().max(200).default(''),
  min: maybe(amount),
  max: maybe(amount),
  open: flag,
  unit: maybe(line),
  text: line,
  item: maybe(key),
})

const level = z.strictObject({
  key,
  track: key,
  code: maybe(line),
  title: line,
  aliases: z.array(line).max(50).default([]),
  band: maybe(z.int().min(0).max(1000)),
  extends: maybe(key),
  summary: prose,
  body: prose,
  facts: z.array(fact).max(100).default([]),
})

const category = z.strictObject({
  key,
  title: heading,
  kind: z.enum(CATEGORY_KINDS).default('competency'),
  parent: maybe(key),
  scale: maybe(key),
  gate: flag,
  weight: maybe(weight),
})

const target = z.strictObject({
  level: key,
  category: key,
  at: maybe(code),
  weight: maybe(weight),
  required: z.boolean().default(true),
})

const anchor = z.strictObject({ point: code, text })
const link = z.strictObject({
  label: heading,
  url: z.url({ protocol: /^https$/, error: 'must be an https address' }).regex(/^\S+$/),
})

const item = z.strictObject({
  key: key.optional(),
  kind: z.enum(ITEM_KINDS).default('expectation'),
  category: key,
  levels: z.array(key).max(500).default([]),
  at: maybe(code),
  text,
  label: maybe(heading),
  scored: z.boolean().optional(),
  weight: maybe(itemWeight),
  critical: flag,
  target: maybe(code),
  change: maybe(z.enum(CHANGE_CLASSES)),
  examples: z.array(text).max(200).default([]),
  antiExamples: z.array(text).max(200).default([]),
  anchors: z.array(anchor).max(200).default([]),
  links: z.array(link).max(200).default([]),
})

const transition = z.strictObject({
  key: key.optional(),
  from: maybe(key),
  fromLabel: maybe(heading),
  to: key,
  kind: z.enum(TRANSITION_KINDS).default('promotion'),
  title: heading,
  body: prose,
  shifts: z
    .array(z.strictObject({ from: text, to: text }))
    .max(200)
    .default([]),
  pitfalls: z.array(text).max(200).default([]),
  minMonths: maybe(months),
  maxMonths: maybe(months),
})

const keymap = z.strictObject({
  entity: z.enum(KEYMAP_ENTITIES),
  from: z.array(key).min(1),
  to: z.array(key).default([]),
  relation: z.enum(KEYMAP_RELATIONS),
  comparable: flag,
})

/** A whole ladder as one tree: what YAML, JSON and CSV are read into. Only keys may still be missing. */
export const LadderTree = z.strictObject({
  format: z.literal(FORMAT),
  ladder: key,
  name: line,
  version: z.int().min(1).max(MICRO),
  status: z.enum(STATUSES).default('draft'),
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'must be a BCP 47 tag such as en'),
  cumulative: flag,
  licence: maybe(line),
  source: maybe(z.url({ protocol: /^https$/, error: 'must be an https address' })),
  changeNote: maybe(words(4000)),
  body: prose,
  scales: z.array(scale).max(100).default([]),
  tracks: z.array(track).min(1).max(100),
  levels: z.array(level).min(1).max(500),
  categories: z.array(category).max(1000).default([]),
  targets: z.array(target).max(100_000).default([]),
  items: z.array(item).default([]),
  transitions: z.array(transition).max(10_000).default([]),
  keymap: z.array(keymap).max(10_000).default([]),
})
export type LadderTree = z.output<typeof LadderTree>

const SHAPES: [pattern: RegExp, shape: object][] = [
  [/^$/, LadderTree.shape],
  [/^scales\.\d+$/, scale.shape],
  [/^scales\.\d+\.points\.\d+$/, point.shape],
  [/^tracks\.\d+$/, track.shape],
  [/^levels\.\d+$/, level.shape],
  [/^levels\.\d+\.facts\.\d+$/, fact.shape],
  [/^categories\.\d+$/, category.shape],
  [/^targets\.\d+$/, target.shape],
  [/^items\.\d+$/, item.shape],
  [/^items\.\d+\.anchors\.\d+$/, anchor.shape],
  [/^items\.\d+\.links\.\d+$/, link.shape],
  [/^transitions\.\d+$/, transition.shape],
  [/^transitions\.\d+\.shifts\.\d+$/, { from: 0, to: 0 } satisfies LadderShift],
  [/^keymap\.\d+$/, keymap.shape],
]

/** The names that are allowed in the mapping at this path. */
export function knownTreeKeys(path: readonly PropertyKey[]): string[] {
  const at = path.map(String).join('.')
  return Object.keys(SHAPES.find(([pattern]) => pattern.test(at))?.[1] ?? {})
}

type LadderShift = Record<keyof LadderDocument['transitions'][number]['shifts'][number], unknown>
