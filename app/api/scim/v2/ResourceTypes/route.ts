import { scimRoute } from '@/app/_server/scim'
import { listOf } from '@/lib/scim/resources/list'
import { listResourceTypes } from '@/lib/scim/resources/provider'

export const GET = scimRoute('scim.listResourceTypes', async () => ({
  resource: listOf(listResourceTypes()),
}))
