import { afterEach, describe, expect, it, vi } from 'vitest'
import { assertEnvironment, env } from '@/lib/env'

const GOOD = {
  NODE_ENV: 'production',
  RUNG_SECRET: 'v3ry-L0ng-and-unlikely-to-be-guessed-Zq81',
  APP_ORIGIN: 'https://rung.example.org',
  DATABASE_URL_WEB: 'postgresql://app_web:pw@db:5432/rung',
  DATABASE_URL_JOB: 'postgresql://app_job:pw@db:5432/rung',
  SMTP_URL: undefined,
  PORT: undefined,
  RUNG_CONTAINER: undefined,
  NEXT_PHASE: undefined,
}

afterEach(() => vi.unstubAllEnvs())

describe('the settings of a process', () => {
  it('are accepted when they are complete', () => {
    stub({})
    expect(() => assertEnvironment('web')).not.toThrow()
    expect(() => assertEnvironment('worker')).not.toThrow()
    expect(env.PORT).toBe(3000)
  })

  it.each([
    ['a missing secret', 'RUNG_SECRET', undefined, 'is missing'],
    ['a short secret', 'RUNG_SECRET', 'Zk3-short', 'needs 32 characters'],
    ['a placeholder', 'RUNG_SECRET', 'change-me-6f1c8a2b9d3e7f40517a2c', 'easily guessed'],
    ['a repeated letter', 'RUNG_SECRET', 'a'.repeat(40), 'easily guessed'],
    ['an origin with a path', 'APP_ORIGIN', 'https://rung.example.org/x', 'must end after'],
    ['an origin without a scheme', 'APP_ORIGIN', 'rung.example.org', 'is not a web address'],
    ['a database of another kind', 'DATABASE_URL_WEB', 'mysql://app:pw@db/rung', 'postgresql://'],
    ['a mail address that is none', 'SMTP_URL', 'mail.example.org', 'smtp://'],
    ['a port out of range', 'PORT', '70000', 'is not a port'],
    ['a session too long', 'RUNG_SESSION_IDLE_MINUTES', '61', 'must be between 5 and 60'],
    ['a session of no length', 'RUNG_SESSION_HOURS', '0', 'must be between 1 and 12'],
    ['a proxy by name', 'RUNG_PROXY', '10.0.0.7, proxy.example.org', 'is not addresses'],
    ['a network that is none', 'RUNG_PROXY', '10.0.0.0/33', 'is not addresses'],
    ['a session in words', 'RUNG_SESSION_HOURS', 'twelve', 'is not a number'],
  ])('refuse %s, naming the variable and never the value', (_what, name, value, reason) => {
    stub({ [name]: value })
    const message = refusal()
    expect(message).toContain(`${name} `)
    expect(message).toContain(reason)
    if (value) expect(message).not.toContain(value)
  })

  it('name everything that is wrong at once', () => {
    stub({ RUNG_SECRET: undefined, DATABASE_URL_WEB: undefined })
    expect(refusal()).toMatch(/RUNG_SECRET is missing; DATABASE_URL_WEB is missing/)
  })

  it('ask a process only for what it uses', () => {
    stub({ DATABASE_URL_JOB: undefined })
    expect(() => assertEnvironment('web')).not.toThrow()
    expect(() => assertEnvironment('worker')).toThrow('DATABASE_URL_JOB is missing')
  })

  it('take the local origin by default, but not in a container', () => {
    stub({ APP_ORIGIN: undefined, PORT: '3100' })
    expect(env.APP_ORIGIN).toBe('http://localhost:3100')
    vi.stubEnv('RUNG_CONTAINER', '1')
    expect(() => env.APP_ORIGIN).toThrow('APP_ORIGIN is missing')
  })
})

function stub(changes: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries({ ...GOOD, ...changes })) vi.stubEnv(name, value)
}

function refusal(): string {
  try {
    assertEnvironment('web')
  } catch (error) {
    if (error instanceof Error) return error.message
  }
  throw new Error('The settings were accepted.')
}
