import { createHmac, hash, randomBytes } from 'node:crypto'
import { env } from '@/lib/env'

/** 256 random bits for a cookie; only their hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashToken(token: string): string {
  return hash('sha256', token, 'hex')
}

export type LinkPurpose = 'invitation' | 'password'

/** The token of a link from its row's id: the outbox can name the link without holding what opens it. */
export function linkToken(purpose: LinkPurpose, id: string): string {
  return createHmac('sha256', env.RUNG_SECRET)
    .update(`rung link ${purpose} ${id}`)
    .digest('base64url')
}
