import { route } from '@/app/_server/route'
import { getLaunchProgress } from '@/lib/cycles/launch/queries'

/** How far a launch is; the page of the cycle asks while it waits. */
export const GET = route('cycle.progress', (ctx, _request, params) =>
  getLaunchProgress(ctx, params),
)
