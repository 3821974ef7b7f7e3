import { z } from 'zod'
import type { Role } from '@/lib/context'
import { isGuessable } from '@/lib/guessable'
import { isGuardedRole } from '../roles/granting/grant'
import { roleOfWord } from '../roles/role-name'

/** How people sign in at the organisation's identity provider. */
export type SingleSignOn = {
  issuer: string
  clientId: string
  clientSecret: string
  /** What the provider is called on the sign-in page. */
  name: string
  domains: readonly string[]
  scopes: string
  rolesClaim: string | null
  /** Value of the claim -> the role that it gives. */
  roles: ReadonlyMap<string, Role>
  isRequired: boolean
  endsProviderSession: boolean
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

const Issuer = z
  .string('is missing')
  .refine((value) => URL.canParse(value), { error: 'is not a web address', abort: true })
  .refine((value) => isPrivate(new URL(value)), 'must be an https:// address')
  .refine((value) => !/[?#]/.test(value), 'must end after the path')
  .refine(isOneOrganisation, 'names every organisation at once; use the address of your own')

const Domains = z.string('is missing').transform((value, check) => {
  const domains = wordsOf(value, /[,\s]+/).map((domain) => domain.toLowerCase())
  if (domains.length > 0 && domains.every((name) => /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name))) {
    return domains
  }
  check.addIssue('must be domains such as example.com, example.org')
  return z.NEVER
})

const Roles = z.string().transform((value, check) => {
  const roles = new Map<string, Role>()
  for (const pair of wordsOf(value, /;/)) {
    // Values may be names of a directory, which have equal signs of their own.
    const at = pair.lastIndexOf('=')
    const role = roleOfWord(pair.slice(at + 1))
    if (at > 0 && role) roles.set(pair.slice(0, at).trim(), role)
    else check.addIssue('must be pairs such as rung-admins=admin; rung-ladder=ladder_admin')
  }
  return roles
})

const Switch = z.enum(['on', 'off'], 'must be on or off').optional()

const VARIABLES = {
  OIDC_ISSUER: Issuer,
  OIDC_CLIENT_ID: z.string('is missing').max(500, 'is too long'),
  OIDC_CLIENT_SECRET: z
    .string('is missing')
    .min(16, 'needs 16 characters or more')
    .refine(
      (value) => process.env.NODE_ENV !== 'production' || !isGuessable(value),
      'is a default or easily guessed value',
    ),
  OIDC_NAME: z.string().max(60, 'must be 60 characters or fewer').optional(),
  OIDC_ALLOWED_DOMAINS: Domains,
  OIDC_SCOPES: z
    .string()
    .regex(/^openid( [\w:/.-]+)*$/, 'must begin with openid, with spaces between')
    .optional(),
  OIDC_ROLES_CLAIM: z.string().optional(),
  OIDC_ROLES: Roles.optional(),
  OIDC_GUARDED_ROLES: Switch,
  OIDC_REQUIRED: Switch,
  OIDC_LOGOUT: Switch,
}
type Name = keyof typeof VARIABLES
const Settings = z.object(VARIABLES).superRefine((given, check) => {
  const wrong = (name: Name, message: string) =>
    check.addIssue({ code: 'custom', path: [name], message })
  if (given.OIDC_ROLES && !given.OIDC_ROLES_CLAIM) wrong('OIDC_ROLES_CLAIM', 'is missing')
  if (given.OIDC_ROLES_CLAIM && !given.OIDC_ROLES) wrong('OIDC_ROLES', 'is missing')
  const isGuarded = [...(given.OIDC_ROLES?.values() ?? [])].some(isGuardedRole)
  if (isGuarded && given.OIDC_GUARDED_ROLES !== 'on') {
    wrong('OIDC_ROLES', 'gives HR partner or auditor, which needs OIDC_GUARDED_ROLES=on')
  }
})

const NAMES = Object.keys(VARIABLES) as Name[]

/** What is wrong with the settings, each naming the variable and never its value; none when unused. */
export function singleSignOnProblems(): string[] {
  const given = rawValues()
  if (!NAMES.some((name) => given[name])) return []
  const { error } = Settings.safeParse(given)
  const problems = new Map<string, string>()
  for (const { path, message } of error?.issues ?? []) {
    const name = String(path[0])
    if (!problems.has(name)) problems.set(name, `${name} ${message}`)
  }
  return [...problems.values()]
}

let known: { raw: string; settings: SingleSignOn | null } | undefined

/** The settings of single sign-on; null where there is none. */
export function singleSignOn(): SingleSignOn | null {
  const given = rawValues()
  const raw = JSON.stringify(given)
  if (known?.raw !== raw) known = { raw, settings: parse(given) }
  return known.settings
}

function parse(given: Record<Name, string | undefined>): SingleSignOn | null {
  const [problem] = singleSignOnProblems()
  if (problem) throw new Error(`Rung cannot go on: ${problem}.`)
  if (!given.OIDC_ISSUER) return null
  const settings = Settings.parse(given)
  return {
    issuer: settings.OIDC_ISSUER,
    clientId: settings.OIDC_CLIENT_ID,
    clientSecret: settings.OIDC_CLIENT_SECRET,
    name: settings.OIDC_NAME ?? 'single sign-on',
    domains: settings.OIDC_ALLOWED_DOMAINS,
    scopes: settings.OIDC_SCOPES ?? 'openid email profile',
    rolesClaim: settings.OIDC_ROLES_CLAIM ?? null,
    roles: settings.OIDC_ROLES ?? new Map(),
    isRequired: settings.OIDC_REQUIRED === 'on',
    endsProviderSession: settings.OIDC_LOGOUT === 'on',
  }
}

function rawValues(): Record<Name, string | undefined> {
  const values: Partial<Record<Name, string>> = {}
  for (const name of NAMES) values[name] = process.env[name]?.trim() || undefined
  return values as Record<Name, string | undefined>
}

function wordsOf(value: string, separator: RegExp): string[] {
  return value
    .split(separator)
    .map((word) => word.trim())
    .filter(Boolean)
}

/** Whether what is said there is private: encrypted, or never leaving the machine. */
export function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))
}

// There, anybody with an account anywhere could claim an address.
function isOneOrganisation(issuer: string): boolean {
  const { hostname, pathname } = new URL(issuer)
  if (hostname !== 'login.microsoftonline.com') return true
  return !/^\/(common|organizations|consumers)(\/|$)/.test(pathname)
}
