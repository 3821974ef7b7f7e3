import { rows } from '../support/product'

/** A word that stands in one text only, with whose text it is. */
export type Canary = Kin & { token: string; kind: Kind; isShared: boolean }
type Kind = 'draft' | 'self' | 'peer' | 'manager' | 'delegate' | 'packet'
type Kin = {
  subjectId: string
  teamId: string | null
  authorId: string | null
  managerId: string | null
  skipId: string | null
}
type Relation = 'author' | 'subj' | 'mgr' | 'skip' | 'hr'

/**
 * Who reads which text, restated from access.md section 4 for the relations that the personas hold:
 * draft.read; self.read, peer.read and mgrReview.read before and after sharing; packet.read.
 */
const READERS: Record<Kind, { before: readonly Relation[]; after: readonly Relation[] }> = {
  draft: { before: ['author'], after: ['author'] },
  self: { before: ['author', 'mgr', 'skip', 'hr'], after: ['author', 'mgr', 'skip', 'hr'] },
  peer: { before: ['author', 'mgr', 'skip', 'hr'], after: ['author', 'mgr', 'hr'] },
  manager: { before: ['author', 'mgr', 'skip', 'hr'], after: ['author', 'mgr', 'skip', 'hr'] },
  delegate: { before: ['author', 'mgr', 'skip', 'hr'], after: ['author', 'mgr', 'skip', 'hr'] },
  packet: { before: [], after: ['subj', 'mgr', 'skip', 'hr'] },
}

/** Somebody who looks; an HR partner for everybody, or for one team. */
export type Reader = { id: string; hrOf: string | null }
export const EVERYBODY_HERE = 'everybody'

/** Whether this person may meet the word anywhere; nobody is HR or chain of their own case. */
export function mayRead({ kind, isShared, ...kin }: Canary, actor: Reader): boolean {
  const isOwn = actor.id === kin.subjectId
  const held: Record<Relation, boolean> = {
    author: actor.id === kin.authorId,
    subj: isOwn,
    mgr: !isOwn && actor.id === kin.managerId,
    skip: !isOwn && actor.id === kin.skipId,
    hr: !isOwn && actor.hrOf !== null && [EVERYBODY_HERE, kin.teamId].includes(actor.hrOf),
  }
  const readers = READERS[kind][isShared ? 'after' : 'before']
  return readers.some((relation) => held[relation])
}

type Stored = Kin & { id: string; body: unknown; kind: Kind; isShared: boolean }

/** Writes a word of its own into every text of every draft, submission and packet. */
export async function plantCanaries(cycleId: string): Promise<Canary[]> {
  const planted: Canary[] = []
  // As nobody can in the product: what was handed in is never changed.
  await rows('SET session_replication_role = replica')
  for (const [table, column, list] of [
    ['drafts', 'body', await rows<Stored>(DRAFTS, [cycleId])],
    ['submissions', 'body', await rows<Stored>(SUBMISSIONS, [cycleId])],
    ['packets', 'payload', await rows<Stored>(PACKETS)],
  ] as const) {
    for (const { id, body, ...kin } of list) {
      const token = `canary-${table}-${id.slice(-12)}`
      await rows(`UPDATE ${table} SET ${column} = $2 WHERE id = $1`, [id, marked(body, token)])
      planted.push({ ...kin, token })
    }
  }
  await rows('SET session_replication_role = origin')
  return planted
}

const CHAIN = `LEFT JOIN reporting_lines up ON up.person_id = p.manager_id AND up.to_on IS NULL`
const KIN = `p.person_id AS "subjectId", (SELECT s.team_id FROM people s WHERE s.id = p.person_id) AS "teamId", p.manager_id AS "managerId", up.manager_id AS "skipId",
  EXISTS (SELECT 1 FROM packets k WHERE k.participant_id = p.id) AS "isShared"`

const DRAFTS = `SELECT d.id, d.body, 'draft' AS kind, d.author_id AS "authorId", ${KIN}
  FROM drafts d JOIN reviews r ON r.id = d.review_id JOIN participants p ON p.id = r.participant_id
  ${CHAIN} WHERE r.cycle_id = $1`

const SUBMISSIONS = `SELECT s.id, s.body, lower(s.direction::text) AS kind, a.author_id AS "authorId",
  ${KIN} FROM submissions s JOIN submission_authors a ON a.submission_id = s.id
  JOIN participants p ON p.id = s.participant_id ${CHAIN} WHERE s.cycle_id = $1`

// Of people who have the manager they had then: for the others the past decides too.
const PACKETS = `SELECT k.id, k.payload AS body, 'packet' AS kind, NULL AS "authorId", ${KIN}
  FROM packets k JOIN participants p ON p.id = k.participant_id ${CHAIN}
  JOIN reporting_lines now ON now.person_id = p.person_id AND now.to_on IS NULL
    AND now.manager_id = p.manager_id`

/** Adds the word to whatever somebody wrote: each `text` and `note` that is not empty. */
function marked(body: unknown, token: string, key = ''): unknown {
  if (typeof body === 'string') {
    const isWritten = (key === 'text' || key === 'note') && body !== '' && !body.includes(token)
    return isWritten ? `${body} ${token}` : body
  }
  if (Array.isArray(body)) return body.map((entry) => marked(entry, token))
  if (body === null || typeof body !== 'object') return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      // The ladder's own words in a packet are nobody's text.
      name === 'items' ? value : marked(value, token, name),
    ]),
  )
}
