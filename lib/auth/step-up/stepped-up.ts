import type { Actor } from '@/lib/context'
import { AppError } from '@/lib/errors'

/** How long after the password, or the provider, an act that asks for it goes through. */
export const STEP_UP_MINUTES = 10

/**
 * Lets through whoever showed within the last ten minutes that it is them (policy condition
 * `steppedUp`). The refusal says that the same again works after confirming. Source: security.md, C23.
 */
export function assertSteppedUp(actor: Actor): void {
  if (actor.isSteppedUp) return
  throw new AppError('FORBIDDEN', 'Confirm that it is you, then go on.', {}, { stepUp: true })
}
