/** An attribute as RFC 7643 section 7 describes it to whoever asks for the schemas. */
export type Attribute = {
  name: string
  type: 'string' | 'boolean' | 'dateTime' | 'reference' | 'complex'
  multiValued: boolean
  description: string
  required: boolean
  caseExact: boolean
  mutability: 'readOnly' | 'readWrite' | 'immutable'
  returned: 'always' | 'default'
  uniqueness: 'none' | 'server'
  referenceTypes?: readonly string[]
  subAttributes?: readonly Attribute[]
}

type Facts = Partial<Omit<Attribute, 'name' | 'description'>>

/** An attribute with what most have: one optional text that may be written. */
export function attribute(name: string, description: string, facts: Facts = {}): Attribute {
  return {
    name,
    type: 'string',
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...facts,
  }
}
