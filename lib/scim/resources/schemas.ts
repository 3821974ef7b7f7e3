import { type Attribute, attribute } from './attribute'
import { ENTERPRISE, GROUP, PERSON, SCHEMA, USER } from './urn'

const READ_ONLY = { mutability: 'readOnly' } as const
const EXACT = { caseExact: true } as const
const COMPLEX = { type: 'complex' } as const

const USER_ATTRIBUTES: readonly Attribute[] = [
  attribute('userName', 'The e-mail address that the person signs in with.', {
    required: true,
    uniqueness: 'server',
  }),
  attribute('name', 'The parts of the name, kept as they come.', {
    ...COMPLEX,
    subAttributes: [
      attribute('formatted', 'The name that Rung shows.'),
      attribute('familyName', 'The family name.'),
      attribute('givenName', 'The given name.'),
    ],
  }),
  attribute('displayName', 'The name that Rung shows.'),
  attribute('active', 'Whether the person may sign in. False ends their sessions at once.', {
    type: 'boolean',
  }),
  attribute('emails', 'One address, which is the userName.', {
    ...COMPLEX,
    ...READ_ONLY,
    multiValued: true,
    subAttributes: [
      attribute('value', 'The address.', READ_ONLY),
      attribute('type', 'Always work.', READ_ONLY),
      attribute('primary', 'Always true.', { type: 'boolean', ...READ_ONLY }),
    ],
  }),
  attribute('groups', 'The team and the role groups that the person is in.', {
    ...COMPLEX,
    ...READ_ONLY,
    multiValued: true,
    subAttributes: [
      attribute('value', 'The id of the group.', { ...READ_ONLY, ...EXACT }),
      attribute('display', 'The name of the group.', READ_ONLY),
      reference('Group'),
    ],
  }),
]

const ENTERPRISE_ATTRIBUTES: readonly Attribute[] = [
  attribute('department', 'The team. A team of a new name is made.'),
  attribute('manager', 'Who the person reports to from today on.', {
    ...COMPLEX,
    subAttributes: [
      attribute('value', 'The id of the manager.', EXACT),
      reference('User'),
      attribute('displayName', 'The name of the manager.', READ_ONLY),
    ],
  }),
]

const PERSON_ATTRIBUTES: readonly Attribute[] = [
  attribute('track', 'The track of the level, by its key or title.'),
  attribute('level', 'The level held from today on, by its key, code or title.'),
  attribute('startedOn', 'The first day of work, as 2026-03-12.', EXACT),
]

const GROUP_ATTRIBUTES: readonly Attribute[] = [
  attribute('displayName', 'The name of the team or of the role group.', { required: true }),
  attribute('members', 'The people in it. A person has one team: joining another moves them.', {
    ...COMPLEX,
    multiValued: true,
    subAttributes: [
      attribute('value', 'The id of the person.', { mutability: 'immutable', ...EXACT }),
      attribute('display', 'The name of the person.', READ_ONLY),
      attribute('type', 'Always User.', { mutability: 'immutable' }),
      reference('User'),
    ],
  }),
]

const SCHEMAS = [
  schema({
    id: USER,
    name: 'User',
    description: 'A person and their account.',
    attributes: USER_ATTRIBUTES,
  }),
  schema({
    id: ENTERPRISE,
    name: 'EnterpriseUser',
    description: 'Where the person works.',
    attributes: ENTERPRISE_ATTRIBUTES,
  }),
  schema({
    id: PERSON,
    name: 'RungPerson',
    description: 'Where the person stands on the ladder.',
    attributes: PERSON_ATTRIBUTES,
  }),
  schema({
    id: GROUP,
    name: 'Group',
    description: 'A team or a role group.',
    attributes: GROUP_ATTRIBUTES,
  }),
]

export type SchemaResource = (typeof SCHEMAS)[number]

/** What Rung keeps of people and groups; what else a request carries is listed in docs/scim.md. */
export function listSchemas(): readonly SchemaResource[] {
  return SCHEMAS
}

type SchemaFacts = {
  id: string
  name: string
  description: string
  attributes: readonly Attribute[]
}

function schema(facts: SchemaFacts) {
  const meta = { resourceType: 'Schema', location: `/Schemas/${facts.id}` }
  return { schemas: [SCHEMA], ...facts, meta }
}

function reference(type: 'User' | 'Group'): Attribute {
  return attribute('$ref', 'Where it is read.', {
    type: 'reference',
    ...READ_ONLY,
    ...EXACT,
    referenceTypes: [type],
  })
}
