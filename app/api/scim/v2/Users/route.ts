import { scimBody, scimRoute } from '@/app/_server/scim'
import { readListQuery } from '@/lib/scim/resources/list-query'
import { createUser } from '@/lib/scim/users/commands'
import { listUsers } from '@/lib/scim/users/queries'

export const GET = scimRoute('scim.listUsers', async (ctx, request) => ({
  resource: await listUsers(ctx, readListQuery(new URL(request.url).searchParams)),
}))

export const POST = scimRoute('scim.createUser', async (ctx, request) => ({
  status: 201,
  resource: await createUser(ctx, await scimBody(request)),
}))
