export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'INVALID'
  | 'CONFLICT'
  | 'LIMITED'

/** A refusal that we expect. The message is a sentence for the person who asked. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fields: Record<string, string>
  /** What the person needs to settle it, such as the text that is stored now. */
  readonly details: Record<string, unknown>

  constructor(
    code: ErrorCode,
    message: string,
    fields: Record<string, string> = {},
    details: Record<string, unknown> = {},
  ) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.fields = fields
    this.details = details
  }
}

/** Also true for an error that came from another copy of this module (server bundles have several). */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error
}
