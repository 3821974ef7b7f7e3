import { z } from 'zod'
import {
  CATEGORY_KINDS,
  CODE_PATTERN,
  FORMAT,
  KEY_PATTERN,
  KEYMAP_ENTITIES,
  KEYMAP_RELATIONS,
  SCALE_KINDS,
  STATUSES,
} from './document'

const key = z.string().regex(KEY_PATTERN, 'must be 1-60 of a-z 0-9 . _ - and start with a-z or 0-9')
const code = z.string().regex(CODE_PATTERN, 'must be 1-20 letters, digits or . _ + -')
const words = (max: number) => z.string().trim().min(1).max(max)
const line = words(200).regex(/^[^\n]*$/, 'must be one line')
const weight = z.number().min(0).max(1_000_000)
const amount = z.number().min(0).max(1_000_000)

/** What single values may be, wherever a format spells them. */
export const VALUES = { key, code, line, words, weight, amount }

const point = z.strictObject({
  code,
  title: line,
  value: z.int().min(-1000).max(1000),
  points: z.number().min(-1_000_000).max(1_000_000).optional(),
  description: words(4000).optional(),
})

const scale = z.strictObject({ kind: z.enum(SCALE_KINDS), points: z.array(point).min(1).max(100) })

const track = z.strictObject({ key, title: line })

const fact = z.strictObject({
  key,
  label: line.optional(),
  min: amount.optional(),
  max: amount.optional(),
  open: z.boolean().optional(),
  unit: line.optional(),
  text: line,
  item: key.optional(),
})

const level = z.strictObject({
  key,
  track: key,
  code: line.optional(),
  title: line,
  aliases: z.array(line).max(50).optional(),
  band: z.int().min(0).max(1000).optional(),
  extends: key.optional(),
  facts: z.array(fact).max(100).optional(),
})

const category = z.strictObject({
  key,
  title: line,
  kind: z.enum(CATEGORY_KINDS).optional(),
  parent: key.optional(),
  scale: key.optional(),
  gate: z.boolean().optional(),
  weight: weight.optional(),
})

const target = z.strictObject({
  at: code.optional(),
  weight: weight.optional(),
  required: z.boolean().optional(),
})

const keymap = z.strictObject({
  entity: z.enum(KEYMAP_ENTITIES),
  from: z.array(key).min(1),
  to: z.array(key),
  relation: z.enum(KEYMAP_RELATIONS),
  comparable: z.boolean().optional(),
})

export const FrontMatter = z.strictObject({
  format: z.literal(FORMAT),
  ladder: key,
  name: line,
  version: z.int().min(1).max(1_000_000),
  status: z.enum(STATUSES).optional(),
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'must be a BCP 47 tag such as en'),
  cumulative: z.boolean().optional(),
  licence: line.optional(),
  source: z.url({ protocol: /^https$/, error: 'must be an https address' }).optional(),
  change_note: words(4000).optional(),
  scales: z.record(key, scale).optional(),
  tracks: z.array(track).min(1).max(100),
  levels: z.array(level).min(1).max(500),
  categories: z.array(category).max(1000).optional(),
  targets: z.record(key, z.record(key, z.union([code, target]))).optional(),
  keymap: z.array(keymap).max(10_000).optional(),
})
export type FrontMatter = z.output<typeof FrontMatter>

const SHAPES: [pattern: RegExp, shape: object][] = [
  [/^$/, FrontMatter.shape],
  [/^scales\.[^.]+$/, scale.shape],
  [/^scales\.[^.]+\.points\.\d+$/, point.shape],
  [/^tracks\.\d+$/, track.shape],
  [/^levels\.\d+$/, level.shape],
  [/^levels\.\d+\.facts\.\d+$/, fact.shape],
  [/^categories\.\d+$/, category.shape],
  [/^targets\.[^.]+\.[^.]+$/, target.shape],
  [/^keymap\.\d+$/, keymap.shape],
]

/** The names that are allowed in the mapping at this path. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  const at = path.map(String).join('.')
  return Object.keys(SHAPES.find(([pattern]) => pattern.test(at))?.[1] ?? {})
}
