import { scimRoute } from '@/app/_server/scim'
import { nothingHere } from '@/lib/scim/resources/list'

const answer = scimRoute('scim.elsewhere', async () => {
  throw nothingHere()
})

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT }
