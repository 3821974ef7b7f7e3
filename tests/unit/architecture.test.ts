import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = process.cwd()
const SOURCES = [
  ...filesOf('app'),
  ...filesOf('lib'),
  ...filesOf('bin'),
  ...filesOf('tests'),
].filter(
  (file) =>
    /\.tsx?$/.test(file) && !file.startsWith('lib/db/generated/') && !file.includes('/.next'),
)
const lib = SOURCES.filter((file) => file.startsWith('lib/'))
const app = SOURCES.filter((file) => file.startsWith('app/'))

const VOCABULARY_FREE = ['lib/db/', 'lib/auth/', 'lib/policy/', 'lib/scoring/', 'lib/jobs/']
const FORBIDDEN_NAMES = /^(utils?|helpers?|types?|services?|index|common|misc|shared)\.tsx?$/
const PURE_ROLES = ['queries.ts', 'commands.ts']

describe('files', () => {
  test('no catch-all names', () => {
    const offenders = SOURCES.filter((file) => FORBIDDEN_NAMES.test(file.split('/').at(-1) ?? ''))
    expect(offenders).toEqual([])
  })

  test('kebab-case', () => {
    const offenders = SOURCES.filter((file) => !/^[a-z0-9.-]+$/.test(file.split('/').at(-1) ?? ''))
    expect(offenders).toEqual([])
  })

  test('at most 300 lines', () => {
    const long = SOURCES.map((file) => `${file} ${linesOf(file)}`).filter(
      (entry) => Number(entry.split(' ').at(-1)) > 300,
    )
    expect(long).toEqual([])
  })

  test('at most 14 entries in a folder of lib', () => {
    const folders = new Set(lib.map((file) => dirname(file)).filter((name) => name !== 'lib'))
    const crowded = [...folders].filter(
      (folder) =>
        readdirSync(join(ROOT, folder)).filter((name) => name !== 'generated').length > 14,
    )
    expect(crowded).toEqual([])
  })
})

describe('import directions', () => {
  test('lib never imports app, next, react or next-auth, except lib/auth and lib/log', () => {
    const offenders = lib.flatMap((file) =>
      importsOf(file)
        .filter(({ from }) => /^(@\/app|next(\/|$|-auth)|react(\/|$|-dom))/.test(from))
        .filter(() => !file.startsWith('lib/auth/'))
        .map(({ from }) => `${file} -> ${from}`),
    )
    expect(offenders).toEqual([])
  })

  test('app never imports the database', () => {
    const offenders = app.flatMap((file) =>
      importsOf(file)
        .filter(({ from, isType }) => from.startsWith('@/lib/db') && !isType)
        .map(({ from }) => `${file} -> ${from}`),
    )
    expect(offenders).toEqual([])
  })

  test('policy and scoring import only pure things', () => {
    const offenders = lib
      .filter((file) => file.startsWith('lib/policy/') || file.startsWith('lib/scoring/'))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ from, isType }) => !isType && isImpure(from))
          .map(({ from }) => `${file} -> ${from}`),
      )
    expect(offenders).toEqual([])
  })

  test('pure concepts receive facts, never the context or the database', () => {
    const concepts = lib.filter(
      (file) =>
        !VOCABULARY_FREE.some((folder) => file.startsWith(folder)) &&
        !PURE_ROLES.includes(file.split('/').at(-1) ?? '') &&
        file.split('/').length > 2 &&
        !readFileSync(file, 'utf8').includes("import 'server-only'"),
    )
    const offenders = concepts.flatMap((file) =>
      importsOf(file)
        .filter(({ from, isType }) => !isType && isImpure(from))
        .map(({ from }) => `${file} -> ${from}`),
    )
    expect(offenders).toEqual([])
  })

  test('queries and commands stay on the server', () => {
    const offenders = lib
      .filter((file) => /\/(queries|commands)\.ts$/.test(file))
      .filter((file) => !readFileSync(file, 'utf8').startsWith("import 'server-only'"))
    expect(offenders).toEqual([])
  })

  test('the database client is opened in few places', () => {
    const allowed = [
      'lib/db/client.ts',
      'lib/auth/request.ts',
      'lib/jobs/',
      'bin/',
      'tests/',
      'prisma/',
    ]
    const offenders = [...lib, ...app].filter(
      (file) =>
        /createDatabase\(|new PrismaClient\(/.test(readFileSync(file, 'utf8')) &&
        !allowed.some((place) => file.startsWith(place)),
    )
    expect(offenders).toEqual([])
  })
})

describe('house rules', () => {
  test('no any, no disabled checks, no raw unsafe SQL', () => {
    const pattern = new RegExp(
      [
        ': any\\b',
        'as any\\b',
        '@ts-' + 'ignore',
        '@ts-' + 'expect-error',
        'biome-' + 'ignore',
        'Raw' + 'Unsafe\\(',
        'Prisma\\.' + 'raw\\(',
      ].join('|'),
    )
    const offenders = SOURCES.filter(
      (file) =>
        !file.startsWith('tests/integration/platform/') &&
        file !== 'tests/unit/architecture.test.ts' &&
        pattern.test(readFileSync(file, 'utf8')),
    )
    expect(offenders).toEqual([])
  })

  test('no test is left out or left alone', () => {
    const pattern = /\b(it|test|describe)\.(only|skip|todo|fixme)\b/
    const offenders = SOURCES.filter(
      (file) => file.startsWith('tests/') && pattern.test(readFileSync(file, 'utf8')),
    )
    expect(offenders).toEqual([])
  })

  test('pages draw no inline styles, which the content security policy forbids', () => {
    const offenders = app.filter((file) => /\sstyle=\{/.test(readFileSync(file, 'utf8')))
    expect(offenders).toEqual([])
  })
})

function filesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(join(ROOT, file)).isFile())
    .map((file) => relative(ROOT, join(ROOT, file)))
}

function linesOf(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length - 1
}

function importsOf(file: string): { from: string; isType: boolean }[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gm)].map(
    (match) => ({
      from: match[2] ?? '',
      isType: Boolean(match[1]),
    }),
  )
}

function isImpure(from: string): boolean {
  return /^(pg|pg-boss|nodemailer|pino|node:fs|node:net|@prisma)|^@\/lib\/(db\/(?!generated\/enums)|auth|audit|context|env|log)|\/(queries|commands)$/.test(
    from,
  )
}
