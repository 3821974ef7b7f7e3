import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safePath } from '@/lib/auth/safe-path'

const SITE = 'https://rung.example.org'

describe('safePath', () => {
  test.each(['/', '/reviews', '/team?sort=name&cursor=abc', '/ladder/em#scope', '/people/%C3%A9'])(
    'keeps %s',
    (path) => expect(safePath(path)).toBe(path),
  )

  test.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/%2e//evil.example',
    '/%2E%2e//evil.example',
    '/x/..//evil.example',
    '/./\\evil.example',
    '/x/../\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\u007f/evil.example',
    '',
    null,
    undefined,
  ])('sends %j home', (path) => expect(safePath(path)).toBe('/'))

  test('whatever is asked for, the browser stays on this site', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      '//',
      'evil.example',
      '@',
      ':',
      '?',
      '#',
      ' ',
      '\t',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = safePath(`/${pieces.join('')}`)
        expect(path.startsWith('/')).toBe(true)
        expect(new URL(path, SITE).origin).toBe(SITE)
      }),
      { numRuns: 5_000 },
    )
  })
})
