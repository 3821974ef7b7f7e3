import { scimBody, scimRoute } from '@/app/_server/scim'
import { createGroup } from '@/lib/scim/groups/commands'
import { listGroups } from '@/lib/scim/groups/queries'
import { readListQuery } from '@/lib/scim/resources/list-query'

export const GET = scimRoute('scim.listGroups', async (ctx, request) => ({
  resource: await listGroups(ctx, readListQuery(new URL(request.url).searchParams)),
}))

export const POST = scimRoute('scim.createGroup', async (ctx, request) => ({
  status: 201,
  resource: await createGroup(ctx, await scimBody(request)),
}))
