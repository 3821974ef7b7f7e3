export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const PERSON = 'urn:rung:params:scim:schemas:1.0:Person'
export const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
export const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'
const CORE = 'urn:ietf:params:scim:schemas:core:2.0'

export const SERVICE_PROVIDER_CONFIG = `${CORE}:ServiceProviderConfig`
export const RESOURCE_TYPE = `${CORE}:ResourceType`
export const SCHEMA = `${CORE}:Schema`

/** Names of schemas mean the same in any case. */
export function isUrn(candidate: string | null, urn: string): boolean {
  return candidate?.toLowerCase() === urn.toLowerCase()
}
