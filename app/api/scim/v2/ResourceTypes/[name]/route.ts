import { scimRoute } from '@/app/_server/scim'
import { oneOf } from '@/lib/scim/resources/list'
import { listResourceTypes } from '@/lib/scim/resources/provider'

export const GET = scimRoute('scim.readResourceType', async (_ctx, _request, { name }) => ({
  resource: oneOf(listResourceTypes(), name),
}))
