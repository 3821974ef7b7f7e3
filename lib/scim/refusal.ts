import { AppError } from '@/lib/errors'

/** The reasons that RFC 7644 section 3.12 has words for. */
export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'uniqueness'

/** A refusal as an identity provider understands it: 409 for what is taken already, else 400. */
export function refusal(scimType: ScimType, message: string): AppError {
  const code = scimType === 'uniqueness' ? 'CONFLICT' : 'INVALID'
  return new AppError(code, message, {}, { scimType })
}

/** The resource has another version than the one that the request was made for (412). */
export function staleVersion(): AppError {
  const message = 'This was changed since you read it. Read it again, then repeat what you want.'
  return new AppError('CONFLICT', message, {}, { status: 412 })
}
