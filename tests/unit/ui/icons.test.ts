import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const drawn = [
  ...readFileSync('app/_components/ui/icons.css', 'utf8').matchAll(/\[data-icon="([a-z-]+)"\]/g),
].map(([, name]) => name)

// A mask that is missing leaves a black square.
it('draws every icon that a row names', () => {
  const named = globSync('app/**/*.tsx').flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    const tables = file.endsWith('/status.tsx') ? text.match(/^const ICONS[\s\S]*?^}/m) : null
    const places = text.match(/data-icon=(?:"[^"]*"|\{[^}]*\})/g) ?? []
    return [...(tables ?? []), ...places].flatMap((part) =>
      [...part.matchAll(/(?:[:?] |=)['"]([a-z][a-z-]+)['"]/g)].map(([, name]) => name),
    )
  })
  expect(new Set(named).size).toBeGreaterThan(8)
  expect(named.filter((name) => !drawn.includes(name))).toEqual([])
})
