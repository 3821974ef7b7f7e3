import { randomUUID } from 'node:crypto'
import { as, ORIGIN } from './desk'

/** What an editor sends, from a version that nobody has. */
export function goodSave() {
  const body = { text: 'What I think', ratings: {} as Record<string, unknown> }
  return { saveId: randomUUID(), baseVersion: 999_999, body }
}

/** What the manager is answered who saves this in the summary of their own review. */
export async function statusOfSave(reviewId: string, sent: object | string): Promise<number> {
  const answer = await (await as('mgr')).put(`/api/drafts/${reviewId}/summary`, {
    headers: { Origin: ORIGIN, 'Content-Type': 'application/json' },
    data: Buffer.from(typeof sent === 'string' ? sent : JSON.stringify(sent)),
  })
  return answer.status()
}
