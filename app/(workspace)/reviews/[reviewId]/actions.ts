'use server'

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
  return runAction(requestReopening, formInput(form))
}

export async function reopenReviewAction(_: Result, form: FormData): Promise<Result> {
  return runAction(reopenReview, formInput(form))
}

export async function declineFeedbackAction(_: Result, form: FormData): Promise<Result> {
  return runAction(declinePeerFeedback, formInput(form))
}
