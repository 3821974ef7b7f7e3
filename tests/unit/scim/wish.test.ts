import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { membersAfter, readGroupPatch } from '@/lib/scim/groups/wish'
import { ENTERPRISE, PATCH, PERSON, USER } from '@/lib/scim/resources/urn'
import { nameAfter } from '@/lib/scim/users/user'
import { readUser, readUserPatch } from '@/lib/scim/users/wish'

const patch = (...Operations: object[]) => ({ schemas: [PATCH], Operations })

describe('readUser', () => {
  it('keeps what Rung has a place for and leaves the rest of the RFC', () => {
    const wish = readUser({
      schemas: [USER, ENTERPRISE, PERSON],
      id: 'x',
      meta: { version: 'y' },
      USERNAME: ' Sam@Example.org ',
      externalId: 'a1',
      name: { familyName: 'Lindqvist', givenName: 'Sam', honorificPrefix: 'Dr' },
      emails: [{ value: 'other@example.org', type: 'home' }],
      phoneNumbers: [{ value: '1' }],
      title: 'Engineer',
      groups: [{ value: 'admins' }],
      [ENTERPRISE]: {
        costCenter: '7',
        department: 'Payments',
        manager: { value: 'm', displayName: 'M' },
      },
      [PERSON.toUpperCase()]: { level: 'Senior', startedOn: '' },
    })
    expect(wish).toEqual({
      userName: 'sam@example.org',
      externalId: 'a1',
      familyName: 'Lindqvist',
      givenName: 'Sam',
      department: 'Payments',
      manager: 'm',
      level: 'Senior',
      startedOn: null,
    })
  })

  it('tells what is to be none from what is not said', () => {
    expect(readUser({ displayName: null, [ENTERPRISE]: { manager: null } })).toEqual({
      displayName: null,
      manager: null,
    })
    expect(readUser({})).toEqual({})
  })

  it('refuses or reads whatever comes, and never more than it knows', () => {
    const known = [
      'userName',
      'active',
      'externalId',
      'displayName',
      'formatted',
      'givenName',
      'familyName',
      'department',
      'manager',
      'track',
      'level',
      'startedOn',
    ]
    const key = fc.oneof(
      fc.constantFrom(
        'userName',
        'active',
        'name',
        USER,
        ENTERPRISE,
        PERSON,
        'constructor',
        '__proto__',
        'toString',
        'emails[type eq "work"].value',
        'roles',
      ),
      fc.string(),
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.boolean(),
        fc.integer(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(tree, (body) => {
        for (const read of [
          readUser,
          (value: unknown) => readUserPatch(patch({ op: 'add', value })),
        ]) {
          try {
            expect(known).toEqual(expect.arrayContaining(Object.keys(read(body))))
          } catch (error) {
            expect(error).toMatchObject({ code: 'INVALID' })
          }
        }
        expect(Object.prototype).not.toHaveProperty('active')
      }),
    )
  })
})

describe('readUserPatch', () => {
  it.each([
    ['Entra with words', { op: 'Replace', path: 'active', value: 'False' }, { active: false }],
    ['Okta without a path', { op: 'replace', value: { active: false } }, { active: false }],
    ['a part of a name', { op: 'Add', path: 'name.givenName', value: 'Sam' }, { givenName: 'Sam' }],
    [
      'parts as keys',
      { op: 'add', value: { 'name.familyName': 'L', [`${ENTERPRISE}:department`]: 'P' } },
      { familyName: 'L', department: 'P' },
    ],
    [
      'a manager as text',
      { op: 'Replace', path: `${ENTERPRISE}:manager`, value: '7' },
      { manager: '7' },
    ],
    [
      'a manager as an object',
      { op: 'replace', path: `${ENTERPRISE}:manager`, value: { value: '7' } },
      { manager: '7' },
    ],
    [
      'a manager by its value',
      { op: 'replace', path: `${ENTERPRISE}:manager.value`, value: '7' },
      { manager: '7' },
    ],
    ['no manager', { op: 'remove', path: `${ENTERPRISE}:manager` }, { manager: null }],
    ['no name', { op: 'remove', path: 'name' }, { givenName: null, familyName: null }],
    [
      'a whole schema',
      { op: 'replace', path: PERSON, value: { level: 'Senior' } },
      { level: 'Senior' },
    ],
    [
      'an address, which is the userName',
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'x' },
      {},
    ],
  ])('reads %s', (_, operation, wish) => {
    expect(readUserPatch(patch(operation))).toEqual(wish)
  })

  it('takes the last word', () => {
    const operations = ['one', 'two'].map((value) => ({
      op: 'replace',
      path: 'displayName',
      value,
    }))
    expect(readUserPatch({ operations })).toEqual({ displayName: 'two' })
  })

  it.each([
    ['no operations', {}, 'invalidSyntax'],
    ['an empty list', { Operations: [] }, 'invalidSyntax'],
    [
      'too many',
      { Operations: Array(1_001).fill({ op: 'remove', path: 'title' }) },
      'invalidSyntax',
    ],
    ['another op', patch({ op: 'test', path: 'active', value: true }), 'invalidSyntax'],
    ['no value', patch({ op: 'add', path: 'active' }), 'invalidValue'],
    ['a removal of nothing', patch({ op: 'remove' }), 'noTarget'],
    ['an id', patch({ op: 'replace', path: 'id', value: 'x' }), 'mutability'],
    [
      'an unknown attribute',
      patch({ op: 'replace', path: 'isActive', value: true }),
      'invalidPath',
    ],
    [
      'a filter where there is no list',
      patch({ op: 'replace', path: 'displayName[a eq 1]', value: 'x' }),
      'invalidPath',
    ],
    ['a path that is none', patch({ op: 'replace', path: '..', value: 'x' }), 'invalidPath'],
    [
      'a schema within a schema',
      patch({ op: 'add', value: { [ENTERPRISE]: { [PERSON]: {} } } }),
      'invalidPath',
    ],
  ])('refuses %s', (_, body, scimType) => {
    expect(() => readUserPatch(body)).toThrow(expect.objectContaining({ details: { scimType } }))
  })
})

describe('nameAfter', () => {
  const before = { name: 'Sam Lindqvist', givenName: 'Sam', familyName: 'Lindqvist' }
  it.each([
    [{ displayName: 'S. L.', givenName: 'Sam' }, 'S. L.'],
    [{ formatted: 'Dr Sam' }, 'Dr Sam'],
    [{ familyName: 'Berg' }, 'Sam Berg'],
    [{ givenName: null, familyName: null }, 'Sam Lindqvist'],
    [{}, 'Sam Lindqvist'],
  ])('%j', (wish, name) => {
    expect(nameAfter(wish, before)).toBe(name)
  })
})

describe('membersAfter', () => {
  const [ann, bob, carl] = [1, 2, 3].map((n) => `${`${n}`.repeat(8)}-0000-7000-8000-000000000000`)
  const members = [ann, bob].map((id, place) => ({ id: id ?? '', name: `Person ${place}` }))
  const remaining = (...operations: object[]) => [
    ...membersAfter(members, readGroupPatch(patch(...operations)).steps),
  ]

  it.each([
    [
      'Okta adds',
      { op: 'add', path: 'members', value: [{ value: carl, display: 'C' }] },
      [ann, bob, carl],
    ],
    [
      'Entra adds',
      { op: 'Add', path: 'members', value: [{ $ref: null, value: carl }] },
      [ann, bob, carl],
    ],
    ['Okta removes', { op: 'remove', path: `members[value eq "${ann}"]` }, [bob]],
    [
      'Entra removes',
      { op: 'Remove', path: 'members', value: [{ $ref: null, value: bob }] },
      [ann],
    ],
    ['a name removes', { op: 'remove', path: 'members[display sw "person 1"]' }, [ann]],
    ['all leave', { op: 'remove', path: 'members' }, []],
    ['others come', { op: 'replace', path: 'members', value: [{ value: carl }] }, [carl]],
    ['without a path', { op: 'add', value: { members: [{ value: carl }] } }, [ann, bob, carl]],
    ['somebody who is there', { op: 'add', path: 'members', value: [{ value: ann }] }, [ann, bob]],
  ])('%s', (_, operation, ids) => {
    expect(remaining(operation)).toEqual(ids)
  })

  it.each([
    [{ op: 'replace', path: `members[value eq "${ann}"].display`, value: 'x' }, 'invalidPath'],
    [{ op: 'add', path: 'members', value: [{ value: 'not an id' }] }, 'invalidValue'],
    [{ op: 'add', path: 'members', value: [{ value: ann, type: 'Group' }] }, 'invalidValue'],
    [{ op: 'replace', path: 'id', value: 'x' }, 'mutability'],
    [{ op: 'remove', path: 'displayName' }, 'invalidValue'],
  ])('refuses %j', (operation, scimType) => {
    expect(() => remaining(operation)).toThrow(expect.objectContaining({ details: { scimType } }))
  })
})
