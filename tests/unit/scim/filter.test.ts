import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMPARISONS, type Filter } from '@/lib/scim/filter/filter'
import { type Json, matches } from '@/lib/scim/filter/match'
import { parseFilter } from '@/lib/scim/filter/parse'
import { readPath } from '@/lib/scim/filter/path'
import { printFilter } from '@/lib/scim/filter/print'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

describe('parseFilter', () => {
  it.each([
    ['userName eq "bjensen"', 'userName eq "bjensen"'],
    ['userName Eq "bjensen"', 'userName eq "bjensen"'],
    ['name.familyName co "O\'Malley"', 'name.familyName co "O\'Malley"'],
    ['title pr', 'title pr'],
    ['title PR AND userType EQ "Employee"', 'title pr and userType eq "Employee"'],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', 'meta.lastModified gt "2011-05-13T04:42:34Z"'],
    ['active eq True', 'active eq true'],
    ['manager eq null', 'manager eq null'],
    ['a eq 1 or b eq 2 and c eq 3', 'a eq 1 or b eq 2 and c eq 3'],
    ['(a eq 1 or b eq 2) and c eq -3.5', '(a eq 1 or b eq 2) and c eq -3.5'],
    ['not(a pr)', 'not (a pr)'],
    ['not pr', 'not pr'],
    [
      'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp"]',
      'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp"]',
    ],
    [`${ENTERPRISE}:manager.value eq "7"`, `${ENTERPRISE}:manager.value eq "7"`],
    ['externalId eq "a\\"b\\u0041"', 'externalId eq "a\\"bA"'],
  ])('reads %s', (text, printed) => {
    expect(printFilter(parseFilter(text))).toBe(printed)
  })

  it.each([
    '',
    'userName',
    'userName eq',
    'userName eq bjensen',
    'userName is "x"',
    'userName eq "x" and',
    '(userName eq "x"',
    'userName eq "x")',
    'emails[type eq "work"',
    'userName eq "x" userName eq "y"',
    'userName eq "a\u0000"',
    "userName eq 'x'",
    'a.b.c eq 1',
    '1a eq 1',
    'urn:x: eq 1',
    '{"not":""}',
    `${'('.repeat(21)}a pr${')'.repeat(21)}`,
    `${'a pr and '.repeat(60)}a pr`,
    `a eq "${'x'.repeat(4_000)}"`,
  ])('refuses %s', (text) => {
    expect(() => parseFilter(text)).toThrow(
      expect.objectContaining({ code: 'INVALID', details: { scimType: 'invalidFilter' } }),
    )
  })

  it('reads back what is printed', () => {
    fc.assert(
      fc.property(filters(), (filter) => {
        expect(parseFilter(printFilter(filter))).toEqual(filter)
      }),
    )
  })

  it('reads or refuses whatever comes, at once', () => {
    const noise = fc.string({
      unit: fc.constantFrom(...'()[]"\\ .:$-ae1', 'eq', ' and ', 'not('),
      maxLength: 400,
    })
    fc.assert(
      fc.property(noise, (text) => {
        const begun = performance.now()
        try {
          parseFilter(text)
        } catch (error) {
          expect(error).toMatchObject({ details: { scimType: 'invalidFilter' } })
        }
        expect(performance.now() - begun).toBeLessThan(50)
      }),
    )
  })
})

describe('matches', () => {
  const person: Json = {
    userName: 'Sam@example.org',
    externalId: 'A1',
    active: true,
    name: { familyName: 'Lindqvist' },
    emails: [
      { value: 'sam@example.org', type: 'work', primary: true },
      { value: 'sam@home.example', type: 'home', primary: false },
    ],
    [ENTERPRISE]: { department: 'Payments', manager: { value: '7' } },
  }
  const isExact = ({ name }: { name: string }) => name === 'externalId'
  it.each([
    ['username eq "sam@EXAMPLE.org"', true],
    ['externalId eq "a1"', false],
    ['active eq true', true],
    ['active ne true', false],
    ['nickName ne "x"', true],
    ['nickName eq null', true],
    ['nickName pr', false],
    ['name pr and name.familyName sw "lind"', true],
    ['emails co "home"', true],
    ['emails[type eq "work" and value co "home"]', false],
    ['emails.type eq "home" and emails.value sw "sam@example"', true],
    [`${ENTERPRISE}:manager eq "7"`, true],
    [`${ENTERPRISE}:department gt "pay"`, true],
    ['not (active eq true) or userName ew ".org"', true],
  ])('%s is %s', (text, expected) => {
    expect(matches(parseFilter(text), person, { isExact })).toBe(expected)
  })
})

const NAMES = ['userName', 'active', 'x-y', 'emails', 'not1', 'order'] as const

function filters(): fc.Arbitrary<Filter> {
  const schema = fc.constantFrom(null, ENTERPRISE, 'urn:rung:params:scim:schemas:1.0:Person')
  const part = fc.constantFrom(null, 'value', '$ref', 'family_name')
  const path = fc.record({ schema, name: fc.constantFrom(...NAMES), part })
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }).filter((text) => text.isWellFormed()),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  )
  const comparison = fc.constantFrom(...COMPARISONS)
  return fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.record({ kind: fc.constant('compare' as const), path, comparison, value }),
      fc.record({ kind: fc.constant('present' as const), path }),
      fc.record({ kind: fc.constant('not' as const), of: tie('filter') }),
      fc.record({ kind: fc.constant('element' as const), path, of: tie('filter') }),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        left: tie('filter'),
        right: tie('filter'),
      }),
    ),
  })).filter
}

describe('readPath', () => {
  it.each([
    ['manager.$ref', { schema: null, name: 'manager', part: '$ref' }],
    [`${ENTERPRISE}:department`, { schema: ENTERPRISE, name: 'department', part: null }],
    ['__proto__', null],
    ['', null],
    ['a.', null],
  ])('%s', (text, path) => {
    expect(readPath(text)).toEqual(path)
  })
})
