import { z } from 'zod'
import { AppError } from './errors'

const MAX_VERSION = 1_000_000

/** The version of a row as the sender saw it: a whole number, or its digits from a form. */
export const RowVersion = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,7}$/)
      .transform(Number),
  ])
  .pipe(z.number().int().min(0).max(MAX_VERSION))

/** Checks what came from outside against its strict shape; the refusal names each field and what is wrong. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) {
    const place = unkeepable(result.data)
    if (place === null) return result.data
    throw new AppError('INVALID', NUL, { [place]: NUL })
  }
  const fields: Record<string, string> = {}
  for (const issue of result.error.issues) fields[issue.path.join('.')] ??= issue.message
  const first = result.error.issues[0]
  throw new AppError('INVALID', first ? first.message : 'Some fields need your attention.', fields)
}

const NUL = 'The text holds a NUL character.'

/** Where in what was read a text stands that the database would not take; null for nowhere. */
function unkeepable(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return value.includes('\0') ? path : null
  if (!Array.isArray(value) && !isPlainObject(value)) return null
  for (const [key, own] of Object.entries(value)) {
    const place = unkeepable(own, path ? `${path}.${key}` : key)
    if (place !== null) return place
  }
  return null
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && value.constructor === Object
}
