import { randomUUID } from 'node:crypto'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { readListQuery } from '@/lib/scim/resources/list-query'
import { ENTERPRISE, PATCH, PERSON, USER } from '@/lib/scim/resources/urn'
import { type ServiceContext, serviceContext } from '@/lib/scim/tokens/provider-context'
import { createUser } from '@/lib/scim/users/commands'
import { withRollback } from '@/tests/support/database'
import { setUpOrganisation, signedIn } from '../people/installation'

type Scene = { ctx: ServiceContext; admin: Context; db: Transaction }

/** An organisation with a ladder and an administrator, and a provider with a token of theirs. */
export async function withProvider(work: (scene: Scene) => Promise<void>): Promise<void> {
  await withRollback(async (db) => {
    await setUpOrganisation(db)
    const admin = await signedIn(db, { email: 'admin@example.org', roles: ['ADMIN'] })
    const { id: createdById } = admin.actor
    const service = { tokenId: randomUUID(), name: 'Okta', createdById }
    await work({ ctx: serviceContext({ ...admin }, service), admin, db })
  })
}

/** A user as providers send them. */
export function userBody(name: string, more: object = {}) {
  return {
    schemas: [USER, ENTERPRISE],
    externalId: `ext-${name}`,
    userName: `${name}@example.org`,
    name: { givenName: name, familyName: 'Example' },
    displayName: `${name} Example`,
    emails: [{ primary: true, type: 'work', value: `${name}@example.org` }],
    active: true,
    ...more,
  }
}

export async function newUser(ctx: ServiceContext, name: string, more: object = {}) {
  return createUser(ctx, JSON.parse(JSON.stringify(userBody(name, more))))
}

export function patchOf(...Operations: object[]) {
  return { schemas: [PATCH], Operations }
}

export function queryOf(query: Record<string, string> = {}) {
  return readListQuery(new URLSearchParams(query))
}

export { ENTERPRISE, PERSON }
