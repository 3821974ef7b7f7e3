import { readFileSync } from 'node:fs'

/** One line's worth of the grant block of access.md, read without help from the product's table. */
export type BlockGrant = { op: string; states: string; relation: string; conditions: string[] }

export const ALL_STATES = 'DSKLRAZE'

export const BLOCK_RELATIONS = [
  ...['anon', 'deact', 'stranger', 'subj', 'author', 'mgr', 'skip', 'chain3', 'exm_author'],
  ...['exm_none', 'newmgr', 'peer_req', 'peer_done', 'peer_off', 'up_author', 'calib_in'],
  ...['calib_facil', 'calib_past', 'calib_other', 'hr_in', 'hr_out', 'admin', 'ladder_admin'],
  ...['auditor', 'breakglass', 'job', 'deleg', 'deleg_exp'],
]

export const EXTRA_RELATIONS = ['owner', 'promoPanel', 'citingReader']

const WITHOUT_PERSON = ['anon', 'deact', 'job']

export function readBlock(): BlockGrant[] {
  const text = readFileSync(new URL('grant-block.txt', import.meta.url), 'utf8')
  return text.split('\n').flatMap((line) => parseLine(line.replace(/\s+#.*$/, '')))
}

function parseLine(line: string): BlockGrant[] {
  const grants: BlockGrant[] = []
  let ops: string[] = []
  let lineStates = ''
  for (const segment of splitOutsideBrackets(line)) {
    const header = /^\s*((?:[a-zA-Z]+\.[a-zA-Z*]+\s+)+|[a-zA-Z]+\.\*\s*)(@\S+?)?\s*:\s/.exec(
      segment,
    )
    if (header) {
      ops = header[1]?.trim().split(/\s+/) ?? []
      lineStates = header[2] ?? '@anyE'
    }
    const body = header ? segment.slice(header[0].length) : segment
    grants.push(...parseClause(body, lineStates).flatMap((g) => ops.map((op) => ({ ...g, op }))))
  }
  return applyNamedConditions(grants)
}

function splitOutsideBrackets(line: string): string[] {
  const segments = line.match(/(?:\[[^\]]*\]|[^;[])+/g) ?? []
  return segments.filter((segment) => segment.trim() !== '')
}

type Part = Omit<BlockGrant, 'op'>

/** A bracket that touches a relation is that relation's; one after a space is the clause's. */
function parseClause(body: string, lineStates: string): Part[] {
  const parts: Part[] = []
  const ofClause: string[] = []
  let states = lineStates
  const source = body
    .replace('any reader of a submission that cites it', 'citingReader')
    .replace('any active', 'ANY_ACTIVE')
  for (const [token] of source.matchAll(
    /@\S+|\+ second approver|\s\[[^\]]*\]|\[[^\]]*\]|[\w*]+/g,
  )) {
    if (token.startsWith('@')) states = token
    else if (token.startsWith('+')) ofClause.push('second approver')
    else if (/^\s/.test(token)) ofClause.push(inner(token))
    else if (token.startsWith('[')) parts.at(-1)?.conditions.push(inner(token))
    else parts.push(...relationParts(token))
  }
  const { letters, guards } = readStates(states)
  return parts.map((part) => ({
    ...part,
    states: letters,
    conditions: [...guards, ...part.conditions, ...ofClause],
  }))
}

function relationParts(token: string): Part[] {
  const part = (relation: string, conditions: string[] = []) => ({
    relation,
    conditions,
    states: '',
  })
  if (token === 'ANY_ACTIVE') {
    return BLOCK_RELATIONS.filter((id) => !WITHOUT_PERSON.includes(id)).map((id) => part(id))
  }
  if (token === 'skip*') return [part('skip', ['cycle.skipVisible'])]
  if (![...BLOCK_RELATIONS, ...EXTRA_RELATIONS].includes(token)) throw new Error(`? ${token}`)
  return [part(token)]
}

function readStates(text: string): { letters: string; guards: string[] } {
  const [guard, letters] = text.slice(1).split('&')
  if (letters) return { letters, guards: [guard ?? ''] }
  return { letters: guard === 'all' || guard === 'anyE' ? ALL_STATES : (guard ?? ''), guards: [] }
}

function inner(token: string): string {
  return token.trim().slice(1, -1)
}

/** "[mgr: x]" is a condition of the clause that it closes and of `mgr` on that line. */
function applyNamedConditions(grants: BlockGrant[]): BlockGrant[] {
  const isNamed = (text: string) => BLOCK_RELATIONS.includes(text.split(': ')[0] ?? '')
  const named = grants.flatMap(({ conditions }) => conditions.filter(isNamed))
  return grants.map((grant) => {
    const own = grant.conditions.map((text) => (isNamed(text) ? text.replace(/^\w+: /, '') : text))
    const added = named
      .filter((text) => text.startsWith(`${grant.relation}: `) && !grant.conditions.includes(text))
      .map((text) => text.replace(/^\w+: /, ''))
    return { ...grant, conditions: [...own, ...added] }
  })
}
