import { describe, expect, it } from 'vitest'
import { isOverload } from '@/lib/log'

const raw = (cause: { kind: string; originalCode?: string }) =>
  Object.assign(new Error('Raw query failed.'), {
    code: 'P2010',
    meta: { driverAdapterError: { cause } },
  })
const coded = (code: string) => Object.assign(new Error('Failed.'), { code })

describe('isOverload', () => {
  it.each([
    ['a lock that was waited for too long', raw({ kind: 'postgres', originalCode: '55P03' })],
    ['a statement that took too long', raw({ kind: 'postgres', originalCode: '57014' })],
    ['a server that is starting', raw({ kind: 'postgres', originalCode: '57P03' })],
    ['a full disk', raw({ kind: 'postgres', originalCode: '53100' })],
    ['a deadlock', raw({ kind: 'TransactionWriteConflict', originalCode: '40P01' })],
    ['a server that is away', raw({ kind: 'DatabaseNotReachable' })],
    ['a connection that was cut', raw({ kind: 'ConnectionClosed' })],
    ['a transaction that got no connection', coded('P2028')],
    ['a server that is away, outside raw queries', coded('P1001')],
    ['a pool without a free connection', new Error('timeout exceeded when trying to connect')],
    ['a backend that was killed', new Error('Connection terminated unexpectedly')],
  ])('says so of %s', (_, error) => {
    expect(isOverload(error)).toBe(true)
  })

  it.each([
    ['a broken rule', raw({ kind: 'UniqueConstraintViolation', originalCode: '23505' })],
    ['a wrong statement', raw({ kind: 'postgres', originalCode: '42601' })],
    ['a text that speaks of termination', new Error('His contract was terminated')],
    ['a mistake of ours', new TypeError('x is undefined')],
    ['something that is no error', 'P2028'],
  ])('does not say so of %s', (_, error) => {
    expect(isOverload(error)).toBe(false)
  })
})
