import { route } from '@/app/_server/route'
import { getBranch } from '@/lib/people/chart/queries'

/** The people below somebody, fifty at a time. */
export const GET = route('getBranch', (ctx, request) =>
  getBranch(ctx, Object.fromEntries(new URL(request.url).searchParams)),
)
