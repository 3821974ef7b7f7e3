import { createHash, randomBytes } from 'node:crypto'
import { type APIRequestContext, type APIResponse, expect } from '@playwright/test'
import { rows } from './product'

export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'
export const SCIM_JSON = 'application/scim+json'

/** A provider with a token that two administrators agreed to. */
export async function providerAt(
  { request }: { request: { newContext: (options: object) => Promise<APIRequestContext> } },
  { baseURL, name }: { baseURL: string | undefined; name: string },
): Promise<APIRequestContext> {
  const Authorization = `Bearer ${await tokenOf(name)}`
  return request.newContext({
    baseURL: `${baseURL}/api/scim/v2/`,
    extraHTTPHeaders: { Authorization, Accept: SCIM_JSON, 'Content-Type': SCIM_JSON },
  })
}

/** What a good answer says. */
export async function json(answer: APIResponse) {
  expect(answer.ok(), `${answer.url()} ${answer.status()} ${await answer.text()}`).toBe(true)
  return answer.json()
}

export function wrongToken(): string {
  return `rung_scim_${randomBytes(32).toString('base64url')}`
}

export async function tokenOf(name: string, afterwards?: string): Promise<string> {
  const token = wrongToken()
  const tokenId = await makeToken(name, token)
  await rows(
    `INSERT INTO approvals (kind, object_id, reason, requested_by_id, expires_at, state, decided_by_id, decided_at)
     SELECT 'scim.token', $1, 'For the tests.', a.id, now() + interval '7 days', 'APPROVED', b.id, now()
     FROM people a, people b WHERE a.email = 'omar.haddad@example.org' AND b.email = 'amara.nwosu@example.org'`,
    [tokenId],
  )
  if (afterwards) await rows(afterwards)
  return token
}

export async function makeToken(name: string, token: string): Promise<string> {
  const [made] = await rows<{ id: string }>(
    `INSERT INTO scim_tokens (name, token_hash, created_by_id, expires_at)
     SELECT $1, $2, id, now() + interval '90 days' FROM people WHERE email = 'omar.haddad@example.org'
     RETURNING id`,
    [name, createHash('sha256').update(token).digest('hex')],
  )
  return made?.id ?? ''
}
