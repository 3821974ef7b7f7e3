import { type BlockGrant, readBlock } from './grant-block'

type Case = { op: string; state: string; relations: readonly string[] }

const BLOCK = readBlock()

export const BLOCK_OPS = [...new Set(BLOCK.map(({ op }) => op))]

const BY_OP = new Map(BLOCK_OPS.map((op) => [op, BLOCK.filter((grant) => grant.op === op)]))

/** What the block alone grants, one entry of condition text per way to be allowed. */
export function blockAlternatives({ op, state, relations }: Case): string[] {
  return matching({ op, state, relations }).map(({ conditions }) => conditions.join('; '))
}

/**
 * The block with the global denies of access.md section 3, for somebody with all these relations.
 * Own rows under G2 are listed here by hand, apart from the product's list.
 */
export function restated({ op, state, relations }: Case): string[] {
  if (relations.includes('anon') || relations.includes('deact')) return []
  const isSelf = relations.includes('subj')
  const counting = isSelf ? relations.filter((id) => countsForSelf(op, id)) : relations
  if (state === 'E' && !(op === 'audit.read' && hasAny(relations, ['hr_in', 'auditor']))) return []
  return matching({ op, state, relations: counting }).map((grant) => {
    const needsG7 =
      (op === 'aggregate.read' && grant.relation !== 'admin') ||
      grant.conditions.includes('aggregate, n>=k')
    const isNamed = grant.conditions.includes('G7')
    return [...grant.conditions, ...(needsG7 && !isNamed ? ['G7'] : [])].join('; ')
  })
}

function matching({ op, state, relations }: Case): BlockGrant[] {
  return (BY_OP.get(op) ?? []).filter(
    (grant) => grant.states.includes(state) && relations.includes(grant.relation),
  )
}

function countsForSelf(op: string, relation: string): boolean {
  if (relation === 'subj') return true
  if (relation === 'author') {
    return (
      op.startsWith('evidence.') ||
      ['draft.read', 'draft.write', 'history.read', 'privateNote.*'].includes(op)
    )
  }
  return relation === 'owner' && op.startsWith('evidence.')
}

function hasAny(relations: readonly string[], wanted: readonly string[]): boolean {
  return relations.some((id) => wanted.includes(id))
}
