'use server'

import { revalidatePath } from 'next/cache'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import {
  declinePeerFeedback,
  reopenReview,
  requestReopening,
  submitReview,
} from '@/lib/reviews/commands'
import { settleConflict } from '@/lib/reviews/drafts/commands'

export type Result = ActionResult | null

export async function submitReviewAction(input: {
  reviewId: string
  version: number
  idempotencyKey: string
}): Promise<ActionResult> {
  return runAction(submitReview, input)
}

export async function settleConflictAction(input: {
  reviewId: string
  conflictId: string
}): Promise<ActionResult> {
  return runAction(settleConflict, input)
}

export async function requestReopeningAction(_: Result, form: FormData): Promise<Result> {
  return drawnAgain(await runAction(requestReopening, formInput(form)))
}

export async function reopenReviewAction(_: Result, form: FormData): Promise<Result> {
  return runAction(reopenReview, formInput(form))
}

export async function declineFeedbackAction(_: Result, form: FormData): Promise<Result> {
  return drawnAgain(await runAction(declinePeerFeedback, formInput(form)))
}

// The page of the review says something else now, in the tab that asked too.
function drawnAgain(result: ActionResult): ActionResult {
  if (result.ok) revalidatePath('/reviews/[reviewId]', 'page')
  return result
}
