import { type Reading, readDay, readEmail, readText } from '@/lib/people/import/file/cell'
import { keepableText } from '@/lib/text'
import type { AttributePath } from '../filter/filter'
import { refusal } from '../refusal'
import { isObject, type JsonObject } from '../resources/json'
import { readPatch, readTarget, type Target } from '../resources/patch'
import { ENTERPRISE, isUrn, PERSON, USER } from '../resources/urn'

type TextField =
  | 'externalId'
  | 'displayName'
  | 'formatted'
  | 'givenName'
  | 'familyName'
  | 'department'
  | 'manager'
  | 'track'
  | 'level'
  | 'startedOn'

/** What a request asserts of a person. Absent: nothing is said of it. Null: there is to be none. */
export type UserWish = Partial<Record<TextField, string | null>> & {
  userName?: string
  active?: boolean
}

/** Reads a whole user, as POST and PUT send it. What it does not mention stays as it is. */
export function readUser(body: unknown): UserWish {
  if (!isObject(body)) throw refusal('invalidSyntax', 'Send a user as a JSON object.')
  const wish: UserWish = {}
  assignAll(wish, body, null)
  return wish
}

/** Reads the operations of a PATCH on a user; the last word on an attribute counts. */
export function readUserPatch(body: unknown): UserWish {
  const wish: UserWish = {}
  for (const { op, target, value } of readPatch(body)) {
    if (target) {
      assertWritable(target.path)
      assign(wish, target, op === 'remove' ? null : value)
    } else if (isObject(value)) assignAll(wish, value, null)
    else throw refusal('invalidValue', 'Without a path, the value is an object of attributes.')
  }
  return wish
}

const READ_ONLY = ['id', 'meta', 'groups', 'schemas']

function assertWritable({ name }: AttributePath): void {
  if (!READ_ONLY.includes(name.toLowerCase())) return
  throw refusal('mutability', `${name} is not written by a client.`)
}

function assignAll(wish: UserWish, object: JsonObject, schema: string | null): void {
  for (const [key, value] of Object.entries(object)) {
    const target = readTarget(key)
    if (schema !== null && target.path.name === '') throw nested()
    assign(
      wish,
      { ...target, path: { ...target.path, schema: target.path.schema ?? schema } },
      value,
    )
  }
}

function nested() {
  return refusal('invalidPath', 'A schema stands beside the attributes and not within another.')
}

type Kept =
  | { field: TextField; read: (text: string) => Reading<string | null> }
  | { field: 'userName' }
  | { field: 'active' }

const KEPT: Record<string, Kept> = {
  username: { field: 'userName' },
  active: { field: 'active' },
  externalid: { field: 'externalId', read: readKey },
  displayname: { field: 'displayName', read: readName },
  'name.formatted': { field: 'formatted', read: readName },
  'name.givenname': { field: 'givenName', read: readName },
  'name.familyname': { field: 'familyName', read: readName },
}
const KEPT_OF_ENTERPRISE: Record<string, Kept> = {
  department: { field: 'department', read: (text) => readText(text, 'team') },
  manager: { field: 'manager', read: readKey },
  'manager.value': { field: 'manager', read: readKey },
}
const KEPT_OF_PERSON: Record<string, Kept> = {
  track: { field: 'track', read: (text) => readText(text, 'track') },
  level: { field: 'level', read: (text) => readText(text, 'level') },
  startedon: { field: 'startedOn', read: readDay },
}

// Attributes of the RFC that Rung has no place for; providers send them with every user.
const NOT_KEPT =
  /^(nickname|profileurl|title|usertype|preferredlanguage|locale|timezone|emails|phonenumbers|ims|photos|addresses|x509certificates)(\.|$)|^name\.(middlename|honorificprefix|honorificsuffix)$/
const NOT_KEPT_OF_ENTERPRISE =
  /^(employeenumber|costcenter|organization|division|manager\.displayname|manager\.\$ref)$/

const NOTHING = /(?!)/

const REFUSED: Record<string, string> = {
  password: 'Rung takes no passwords from a provider. Turn the synchronisation of passwords off.',
  roles: 'Roles come by groups: map a group to a role on the page Admin, SCIM.',
  entitlements: 'Rung has no entitlements. Roles come by groups.',
}

function assign(wish: UserWish, { path, filter }: Target, value: unknown): void {
  const { schema, name, part } = path
  const key = `${name}${part === null ? '' : `.${part}`}`.toLowerCase()
  const { kept, notKept } = attributesOf(schema)
  if (READ_ONLY.includes(key) || notKept.test(key)) return
  if (key === '') assignAll(wish, asParts(value), schema)
  else if (isContainer(path) && isObject(value)) assignParts(wish, path, value)
  else if (key === 'name' && value === null) assignParts(wish, path, NO_NAME)
  else {
    const refused = kept === KEPT ? REFUSED[name.toLowerCase()] : undefined
    if (refused) throw refusal('invalidValue', refused)
    const found = Object.hasOwn(kept, key) ? kept[key] : undefined
    if (!found || filter) throw refusal('invalidPath', `Rung does not know the attribute ${name}.`)
    keep(wish, found, value)
  }
}

const NO_NAME = { givenName: null, familyName: null }

function isContainer({ name, part }: AttributePath): boolean {
  return part === null && /^(name|manager)$/i.test(name)
}

function asParts(value: unknown): JsonObject {
  if (isObject(value)) return value
  throw refusal('invalidValue', 'A schema holds an object of attributes.')
}

function assignParts(wish: UserWish, { schema, name }: AttributePath, parts: JsonObject): void {
  for (const [part, value] of Object.entries(parts)) {
    assign(wish, { path: { schema, name, part }, filter: null }, value)
  }
}

function attributesOf(schema: string | null): { kept: Record<string, Kept>; notKept: RegExp } {
  if (schema === null || isUrn(schema, USER)) return { kept: KEPT, notKept: NOT_KEPT }
  if (isUrn(schema, ENTERPRISE)) {
    return { kept: KEPT_OF_ENTERPRISE, notKept: NOT_KEPT_OF_ENTERPRISE }
  }
  if (isUrn(schema, PERSON)) return { kept: KEPT_OF_PERSON, notKept: NOTHING }
  throw refusal('invalidPath', `Rung does not know the schema ${schema.slice(0, 200)}.`)
}

function keep(wish: UserWish, kept: Kept, value: unknown): void {
  if (kept.field === 'active') wish.active = readFlag(value)
  else if (kept.field === 'userName') wish.userName = readUserName(value)
  else if (value === null || value === '') wish[kept.field] = null
  else if (typeof value !== 'string') throw refusal('invalidValue', `${kept.field} is text.`)
  else wish[kept.field] = taken(kept.field, kept.read(value)) || null
}

/** Entra writes "True" and "False". */
function readFlag(value: unknown): boolean {
  const word = typeof value === 'string' ? value.toLowerCase() : value
  if (word === true || word === 'true') return true
  if (word === false || word === 'false') return false
  throw refusal('invalidValue', 'active is true or false.')
}

function readUserName(value: unknown): string {
  if (typeof value !== 'string') throw refusal('invalidValue', 'userName is an e-mail address.')
  return taken('userName', readEmail(value))
}

function readName(text: string): Reading<string> {
  return readText(text, 'name')
}

const Key = keepableText().trim().max(256)

function readKey(text: string): Reading<string> {
  const result = Key.safeParse(text)
  if (result.success) return { ok: true, value: result.data }
  return { ok: false, message: 'An identifier has at most 256 characters that can be stored.' }
}

function taken<Value>(field: string, reading: Reading<Value>): Value {
  if (reading.ok) return reading.value
  throw refusal('invalidValue', `${field}: ${reading.message}`)
}
