import { route } from '@/app/_server/route'
import { searchPeople } from '@/lib/people/queries'

/** People for pickers and the command palette. */
export const GET = route('searchPeople', (ctx, request) =>
  searchPeople(ctx, { query: new URL(request.url).searchParams.get('query') ?? '' }),
)
