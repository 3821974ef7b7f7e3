import { isIP } from 'node:net'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { singleSignOnProblems } from './auth/single-sign-on/settings'
import { isGuessable } from './guessable'

const Secret = z
  .string('is missing')
  .min(32, 'needs 32 characters or more')
  .refine((value) => !isProduction() || !isGuessable(value), 'is a default or easily guessed value')

const PostgresUrl = z
  .string('is missing')
  .regex(/^postgres(ql)?:\/\//, 'is not a postgresql:// address')

const Origin = z
  .string('is missing')
  .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), {
    error: 'is not a web address',
    abort: true,
  })
  .refine((value) => new URL(value).origin === value, 'must end after the host or port')

const VARIABLES = {
  RUNG_SECRET: Secret,
  APP_ORIGIN: Origin,
  DATABASE_URL_WEB: PostgresUrl,
  DATABASE_URL_JOB: PostgresUrl,
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'is not an smtp:// address' }).optional(),
  AUDIT_ANCHOR_FILE: z.string(),
  ERASURE_LOG_FILE: z.string(),
  RUNG_READINGS_PER_MINUTE: wholeNumber(10, 1000),
  RUNG_SESSION_IDLE_MINUTES: wholeNumber(5, 60),
  RUNG_SESSION_HOURS: wholeNumber(1, 12),
  RUNG_IMPORT_FOLDER: z.string().refine(isAbsolute, 'is not an absolute path').optional(),
  RUNG_IMPORT_ABSENT: z
    .enum(['keep', 'deactivate'], 'is neither keep nor deactivate')
    .transform((value): 'KEEP' | 'DEACTIVATE' => (value === 'keep' ? 'KEEP' : 'DEACTIVATE')),
  RUNG_PROXY: z
    .string()
    .refine(
      (value) => value.split(',').every((place) => isPlace(place.trim())),
      'is not addresses or networks such as 10.0.0.7, 172.16.0.0/12',
    )
    .optional(),
  PORT: z.coerce.number('is not a port').int().min(1, 'is not a port').max(65_535, 'is not a port'),
}

type Name = keyof typeof VARIABLES
type Environment = { readonly [K in Name]: z.infer<(typeof VARIABLES)[K]> }

const NEEDED_BY: Record<'web' | 'worker', Name[]> = {
  web: [
    'RUNG_SECRET',
    'APP_ORIGIN',
    'DATABASE_URL_WEB',
    'SMTP_URL',
    'RUNG_READINGS_PER_MINUTE',
    'RUNG_SESSION_IDLE_MINUTES',
    'RUNG_SESSION_HOURS',
    'RUNG_PROXY',
    'PORT',
  ],
  worker: [
    'RUNG_SECRET',
    'APP_ORIGIN',
    'DATABASE_URL_JOB',
    'SMTP_URL',
    'RUNG_IMPORT_FOLDER',
    'RUNG_IMPORT_ABSENT',
  ],
}

/** The settings, each read and checked when first used, so that a process needs only its own. */
export const env: Environment = {
  get RUNG_SECRET() {
    return read('RUNG_SECRET')
  },
  get APP_ORIGIN() {
    return read('APP_ORIGIN')
  },
  get DATABASE_URL_WEB() {
    return read('DATABASE_URL_WEB')
  },
  get DATABASE_URL_JOB() {
    return read('DATABASE_URL_JOB')
  },
  get SMTP_URL() {
    return read('SMTP_URL')
  },
  get AUDIT_ANCHOR_FILE() {
    return read('AUDIT_ANCHOR_FILE')
  },
  get RUNG_IMPORT_FOLDER() {
    return read('RUNG_IMPORT_FOLDER')
  },
  get RUNG_IMPORT_ABSENT() {
    return read('RUNG_IMPORT_ABSENT')
  },
  get ERASURE_LOG_FILE() {
    return read('ERASURE_LOG_FILE')
  },
  get RUNG_READINGS_PER_MINUTE() {
    return read('RUNG_READINGS_PER_MINUTE')
  },
  get RUNG_SESSION_IDLE_MINUTES() {
    return read('RUNG_SESSION_IDLE_MINUTES')
  },
  get RUNG_SESSION_HOURS() {
    return read('RUNG_SESSION_HOURS')
  },
  get RUNG_PROXY() {
    return read('RUNG_PROXY')
  },
  get PORT() {
    return read('PORT')
  },
}

/** Refuses to start with a missing or weak setting. Names the variable, never its value. */
export function assertEnvironment(role: keyof typeof NEEDED_BY): void {
  const problems = [
    ...NEEDED_BY[role].flatMap((name) => problemOf(name) ?? []),
    ...(role === 'web' ? singleSignOnProblems() : []),
  ]
  if (problems.length > 0) throw new Error(`Rung cannot start: ${problems.join('; ')}.`)
}

const checked = new Map<Name, { raw: string | undefined; value: Environment[Name] }>()

function read<K extends Name>(name: K): Environment[K]
function read(name: Name): Environment[Name] {
  const raw = rawValue(name)
  const known = checked.get(name)
  if (known && known.raw === raw) return known.value
  const problem = problemOf(name)
  if (problem) throw new Error(`Rung cannot go on: ${problem}.`)
  const value = VARIABLES[name].parse(raw)
  checked.set(name, { raw, value })
  return value
}

function problemOf(name: Name): string | undefined {
  const result = VARIABLES[name].safeParse(rawValue(name))
  return result.success ? undefined : `${name} ${result.error.issues[0]?.message}`
}

const USUAL: { readonly [K in Name]?: string } = {
  PORT: '3000',
  RUNG_READINGS_PER_MINUTE: '30',
  RUNG_SESSION_IDLE_MINUTES: '60',
  RUNG_SESSION_HOURS: '12',
  RUNG_IMPORT_ABSENT: 'keep',
}

// The build imports every page without serving anyone; a container must be told its own origin.
function rawValue(name: Name): string | undefined {
  const value = process.env[name] || undefined
  if (value) return value
  const usual = USUAL[name]
  if (usual) return usual
  if (name === 'AUDIT_ANCHOR_FILE')
    return join(process.env.RUNG_DATA || '.data', 'audit-anchor.jsonl')
  if (name === 'ERASURE_LOG_FILE') return join(process.env.RUNG_DATA || '.data', 'erasures.jsonl')
  const isBuild = process.env.NEXT_PHASE === 'phase-production-build'
  if (name === 'APP_ORIGIN' && (isBuild || !process.env.RUNG_CONTAINER)) {
    return `http://localhost:${process.env.PORT || 3000}`
  }
  return undefined
}

function isPlace(place: string): boolean {
  const [address = '', bits, ...rest] = place.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  const isWithin = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most)
  return most > 0 && isWithin && rest.length === 0
}

function isProduction(): boolean {
  return process.env.NODE_ENV === 'production'
}

function wholeNumber(least: number, most: number) {
  const bounds = `must be between ${least} and ${most}`
  return z.coerce
    .number('is not a number')
    .int('is not a whole number')
    .min(least, bounds)
    .max(most, bounds)
}
