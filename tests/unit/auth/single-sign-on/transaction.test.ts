import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isExpired,
  openTransaction,
  type SignInTransaction,
  sealTransaction,
  transactionKey,
  transactionSecrets,
} from '@/lib/auth/single-sign-on/transaction'

const KEY = 'the key of this installation'
const transactions = fc.record<SignInTransaction>({
  purpose: fc.constantFrom('sign-in', 'step-up'),
  seed: fc.string({ minLength: 20, maxLength: 100 }),
  next: fc.string({ maxLength: 2_000 }),
  beganAt: fc.nat(),
  sessionId: fc.option(fc.string({ maxLength: 100 })),
})

describe('a sign-in under way', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(transactions, (transaction) => {
        expect(openTransaction(KEY, sealTransaction(KEY, transaction))).toEqual(transaction)
      }),
    )
  })

  it('is nothing once a letter of it is changed, added or cut off', () => {
    fc.assert(
      fc.property(transactions, fc.nat(), fc.constantFrom('A', '.', ''), (transaction, at, by) => {
        const sealed = sealTransaction(KEY, transaction)
        const place = at % sealed.length
        const changed = sealed.slice(0, place) + by + sealed.slice(place + 1)
        fc.pre(changed !== sealed)
        expect(openTransaction(KEY, changed)).toBeNull()
      }),
    )
  })

  it('is nothing with the key of another place, and no text makes it throw', () => {
    fc.assert(
      fc.property(transactions, fc.string(), fc.string(), (transaction, other, text) => {
        fc.pre(other !== KEY)
        expect(openTransaction(other, sealTransaction(KEY, transaction))).toBeNull()
        expect(openTransaction(KEY, text)).toBeNull()
      }),
    )
    expect(openTransaction(KEY, null)).toBeNull()
  })

  it('keeps none of its secrets in the browser, and each is another', () => {
    const seed = 'a seed of twenty letters or more'
    const { state, nonce, verifier } = transactionSecrets(KEY, seed)
    const transaction = {
      purpose: 'sign-in',
      seed,
      next: '/',
      beganAt: 0,
      sessionId: null,
    } as const
    const sealed = sealTransaction(KEY, transaction)
    expect(new Set([state, nonce, verifier]).size).toBe(3)
    for (const secret of [state, nonce, verifier]) {
      expect(sealed).not.toContain(secret)
      expect(secret).toMatch(/^[\w-]{43}$/)
    }
  })

  it('belongs to one origin, issuer and client', () => {
    const about = { origin: 'https://a', issuer: 'https://b', clientId: 'c' }
    const keys = [
      transactionKey('secret', about),
      transactionKey('secret', { ...about, origin: 'https://staging' }),
      transactionKey('secret', { ...about, issuer: 'https://other' }),
      transactionKey('secret', { ...about, clientId: 'd' }),
      transactionKey('another', about),
    ]
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each([
    [0, false],
    [600, false],
    [601, true],
    [-5, false],
    [-6, true],
  ])('after %i seconds: over is %s', (seconds, isOver) => {
    const began = {
      purpose: 'sign-in',
      seed: '',
      next: '/',
      beganAt: 1_000,
      sessionId: null,
    } as const
    expect(isExpired(began, new Date((1_000 + seconds) * 1000))).toBe(isOver)
  })
})
