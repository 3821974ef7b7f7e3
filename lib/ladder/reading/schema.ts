import { z } from 'zod'
import { ITEM_KINDS } from '../format/document'
import { VALUES } from '../format/schema'
import { READER_NAMES, ROLES } from './outline'

const nodeId = z.string().regex(/^\d{1,4}:\d{1,7}(?:\.\d{1,7})?$/)
const name = z.string().trim().min(1).max(200)
// A column or path may bear any name; these mean something to the objects of the language itself.
const sourceName = z
  .string()
  .max(1000)
  .refine((value) => !['__proto__', 'constructor', 'prototype'].includes(value))

const correction = z.strictObject({
  role: z.enum(ROLES).optional(),
  title: name.optional(),
  /** Of a category: what its items are. Of an item: what it is. */
  kind: z.enum(ITEM_KINDS).optional(),
  scored: z.boolean().optional(),
  /** Of a level, a growth area or prose: key of the track it belongs to. */
  track: VALUES.key.optional(),
  /** Of a level. */
  band: z.int().min(0).max(1000).nullable().optional(),
  code: VALUES.code.nullable().optional(),
})

/**
 * What a person corrects in a reading. Everything may be missing. `answers` are by question id,
 * `nodes` by node id; `merge` puts a category, by its title, into another.
 */
export const Mapping = z.strictObject({
  reader: z.enum(READER_NAMES).optional(),
  answers: z.record(z.string().regex(/^[a-z][a-z0-9:.-]{0,59}$/), z.string().max(200)).default({}),
  nodes: z.record(nodeId, correction).default({}),
  merge: z
    .array(z.strictObject({ from: name, into: name }))
    .max(500)
    .default([]),
  title: name.optional(),
  /** Tracks beyond those found, and other titles for those found. */
  tracks: z
    .array(z.strictObject({ key: VALUES.key, title: name }))
    .max(100)
    .default([]),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/)
    .optional(),
  scored: z.enum(['indicators', 'all', 'none']).default('indicators'),
  /** One indicator for each level and category, its bullets as examples. */
  rateAtCategory: z.boolean().default(false),
  /** All items of a level in one category; the headings become labels. */
  flat: z.boolean().default(false),
  /** Bold that only marks what is new at a level is taken off. */
  stripEmphasis: z.boolean().default(false),
  /** CSV: what a column is, by its title. */
  columns: z.record(sourceName, z.string().max(200)).default({}),
  /** JSON and YAML: what stands at a path. */
  paths: z.record(sourceName, z.string().max(200)).default({}),
})
export type Mapping = z.output<typeof Mapping>

/** The mapping of a person who has corrected nothing. */
export const NO_MAPPING: Mapping = Mapping.parse({})
