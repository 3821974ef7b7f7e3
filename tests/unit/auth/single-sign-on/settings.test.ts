import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { singleSignOn, singleSignOnProblems } from '@/lib/auth/single-sign-on/settings'
import { assertEnvironment } from '@/lib/env'

const GOOD: Record<string, string | undefined> = {
  NODE_ENV: 'production',
  RUNG_SECRET: 'v3ry-L0ng-and-unlikely-to-be-guessed-Zq81',
  APP_ORIGIN: 'https://rung.example.org',
  DATABASE_URL_WEB: 'postgresql://app_web:pw@db:5432/rung',
  OIDC_ISSUER: 'https://id.example.org/tenant',
  OIDC_CLIENT_ID: 'rung',
  OIDC_CLIENT_SECRET: 'p4ssing-Through-Loopback-Only-71',
  OIDC_ALLOWED_DOMAINS: 'Example.org, example.com',
}
const OPTIONAL = [
  'NAME',
  'SCOPES',
  'ROLES_CLAIM',
  'ROLES',
  'GUARDED_ROLES',
  'REQUIRED',
  'LOGOUT',
].map((name) => `OIDC_${name}`)

beforeEach(() => {
  for (const name of OPTIONAL) vi.stubEnv(name, undefined)
  given({})
})
afterEach(() => vi.unstubAllEnvs())

describe('the settings of single sign-on', () => {
  it('are nothing when none is given', () => {
    for (const name of Object.keys(GOOD)) if (name.startsWith('OIDC')) vi.stubEnv(name, undefined)
    expect(singleSignOn()).toBeNull()
    expect(singleSignOnProblems()).toEqual([])
  })

  it('have sane defaults', () => {
    expect(singleSignOn()).toMatchObject({
      name: 'single sign-on',
      domains: ['example.org', 'example.com'],
      scopes: 'openid email profile',
      isRequired: false,
      endsProviderSession: false,
    })
  })

  it('map values with commas and equal signs to roles', () => {
    given({
      OIDC_ROLES_CLAIM: 'groups',
      OIDC_ROLES: 'cn=rung,ou=groups=admin; Writers of ladders = Ladder administrator;',
    })
    expect([...(singleSignOn()?.roles ?? [])]).toEqual([
      ['cn=rung,ou=groups', 'ADMIN'],
      ['Writers of ladders', 'LADDER_ADMIN'],
    ])
  })

  it.each([
    ['no issuer', { OIDC_ISSUER: undefined }, 'OIDC_ISSUER is missing'],
    ['no client', { OIDC_CLIENT_ID: undefined }, 'OIDC_CLIENT_ID is missing'],
    ['no secret', { OIDC_CLIENT_SECRET: undefined }, 'OIDC_CLIENT_SECRET is missing'],
    ['no domains', { OIDC_ALLOWED_DOMAINS: ' , ' }, 'OIDC_ALLOWED_DOMAINS must be domains'],
    ['an address as domain', { OIDC_ALLOWED_DOMAINS: '@example.org' }, 'OIDC_ALLOWED_DOMAINS must'],
    ['plain http', { OIDC_ISSUER: 'http://id.example.org' }, 'OIDC_ISSUER must be an https://'],
    ['no address', { OIDC_ISSUER: 'id.example.org' }, 'OIDC_ISSUER is not a web address'],
    ['a query', { OIDC_ISSUER: 'https://id.example.org/?a=b' }, 'OIDC_ISSUER must end'],
    [
      'every tenant there is',
      { OIDC_ISSUER: 'https://login.microsoftonline.com/common/v2.0' },
      'OIDC_ISSUER names every organisation',
    ],
    ['a short secret', { OIDC_CLIENT_SECRET: 'Zk3-short' }, 'OIDC_CLIENT_SECRET needs 16'],
    [
      'a placeholder',
      { OIDC_CLIENT_SECRET: 'change-me-6f1c8a2b9d' },
      'OIDC_CLIENT_SECRET is a default',
    ],
    ['scopes without openid', { OIDC_SCOPES: 'email' }, 'OIDC_SCOPES must begin with openid'],
    ['half a mapping', { OIDC_ROLES: 'a=admin' }, 'OIDC_ROLES_CLAIM is missing'],
    ['the other half', { OIDC_ROLES_CLAIM: 'groups' }, 'OIDC_ROLES is missing'],
    [
      'a role that is none',
      { OIDC_ROLES_CLAIM: 'groups', OIDC_ROLES: 'a=owner' },
      'OIDC_ROLES must be pairs',
    ],
    [
      'auditors by claim, unasked',
      { OIDC_ROLES_CLAIM: 'groups', OIDC_ROLES: 'a=auditor' },
      'OIDC_ROLES gives HR partner or auditor',
    ],
    ['a switch that is neither', { OIDC_REQUIRED: 'yes' }, 'OIDC_REQUIRED must be on or off'],
  ] as [string, Record<string, string | undefined>, string][])(
    'refuse the start with %s, naming the variable and never its value',
    (_, change, problem) => {
      given(change)
      const message = refusal()
      expect(message).toContain(problem)
      for (const value of Object.values(change)) {
        if (value && value.length > 5) expect(message).not.toContain(value)
      }
    },
  )

  it('allow plain http on this machine only', () => {
    given({ OIDC_ISSUER: 'http://127.0.0.1:4000' })
    expect(singleSignOn()?.issuer).toBe('http://127.0.0.1:4000')
  })

  it('concern the web process only', () => {
    given({ OIDC_CLIENT_ID: undefined, DATABASE_URL_JOB: 'postgresql://app_job:pw@db:5432/rung' })
    expect(() => assertEnvironment('worker')).not.toThrow()
  })
})

function given(changes: Record<string, string | undefined>): void {
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
