import { route } from '@/app/_server/route'
import { getReviewHelp } from '@/lib/reviews/help/queries'

/** What stands beside the writing; asked for by the editor after it is drawn. */
export const GET = route('getReviewHelp', (ctx, _request, { reviewId }) =>
  getReviewHelp(ctx, { reviewId }),
)
