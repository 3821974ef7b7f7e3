import { didYouMean } from '../../words/suggestion'
import type { Attributes } from '../attributes'
import { KEY_PATTERN, type LadderDocument } from '../document'
import type { Place, Report } from '../messages'
import { START } from '../source'

/** A document in the making, with the place of everything in it that a message may point to. */
export type Builder = {
  document: LadderDocument
  places: Places
  report: Report
  mintKey: () => string
}

export type Entity =
  | 'file'
  | 'scale'
  | 'track'
  | 'level'
  | 'section'
  | 'fact'
  | 'category'
  | 'target'
  | 'item'
  | 'transition'
  | 'keymap'

/** Where each entity stands in the file; the start of the file for what has no place of its own. */
export type Places = {
  add: (entity: Entity, key: string, place: Place) => void
  of: (entity: Entity, key: string) => Place
  has: (entity: Entity, key: string) => boolean
}

export function placeMap(): Places {
  const places = new Map<string, Place>()
  return {
    add: (entity, key, place) => {
      if (!places.has(`${entity} ${key}`)) places.set(`${entity} ${key}`, place)
    },
    of: (entity, key) => places.get(`${entity} ${key}`) ?? START,
    has: (entity, key) => places.has(`${entity} ${key}`),
  }
}

export type AttributeReader = {
  text: (name: string) => string | null
  oneOf: <T extends string>(name: string, allowed: readonly T[]) => T | null
  flag: (name: string) => boolean | null
  whole: (name: string) => number | null
}

/** Reads an attribute block; names outside the list and values of the wrong sort are reported. */
export function attributeReader(
  { report }: Builder,
  block: { attributes: Attributes | null; place: Place; names: readonly string[] },
): AttributeReader {
  const { attributes, names } = block
  const place = { line: block.place.line, column: attributes?.column ?? block.place.column }
  for (const name of attributes?.values.keys() ?? []) {
    if (names.includes(name)) continue
    report('E008', place, `Unknown attribute "${name}".${didYouMean(name, names)}`)
  }
  const text = (name: string) => attributes?.values.get(name) ?? null
  const matching = (name: string, test: (value: string) => boolean, must: string) => {
    const value = text(name)
    if (value === null || test(value)) return value
    report('E010', place, `"${name}" must be ${must}, not "${value}".`)
    return null
  }
  return {
    text,
    oneOf: <T extends string>(name: string, allowed: readonly T[]) => {
      const value = matching(name, (v) => allowed.some((a) => a === v), allowed.join(', '))
      return allowed.find((candidate) => candidate === value) ?? null
    },
    flag: (name) => {
      const value = matching(name, (v) => v === 'true' || v === 'false', 'true or false')
      return value === null ? null : value === 'true'
    },
    whole: (name) => {
      const value = matching(name, (v) => /^\d{1,4}$/.test(v), 'a whole number')
      return value === null ? null : Number(value)
    },
  }
}

/** The key of a new entity: the one written, if it is well-formed and free, else a minted one. */
export function claimKey(
  { places, report, mintKey }: Builder,
  claim: { entity: 'item' | 'transition'; attributes: Attributes | null; place: Place },
): string {
  const { entity, attributes, place } = claim
  const written = attributes?.key ?? null
  const at = { line: place.line, column: attributes?.column ?? place.column }
  const mint = () => {
    const key = mintKey()
    places.add(entity, key, place)
    return key
  }
  if (written === null) {
    report('I305', place, `This ${entity} has no key; a new one is given to it.`)
    return mint()
  }
  if (!KEY_PATTERN.test(written)) {
    report(
      'E010',
      at,
      `"${written}" is not a key: 1-60 of a-z 0-9 . _ -, not starting with a sign.`,
    )
    return mint()
  }
  if (places.has(entity, written)) {
    const first = places.of(entity, written).line
    const code = entity === 'item' ? 'E303' : 'E101'
    report(
      code,
      at,
      `The key "${written}" is used in line ${first} and again in line ${place.line}.`,
    )
    return mint()
  }
  places.add(entity, written, place)
  return written
}
