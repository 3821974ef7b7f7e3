import { beforeAll, expect, test } from 'vitest'
import { logStatement } from '@/lib/audit/log/statement'
import { Prisma } from '@/lib/db/generated/client'
import { testDatabase } from '../../support/database'

const ID = '0192f0c1-7a60-7bbb-8000-0123456789ab'
const NONE = { action: '', object: '', decision: '' as const, personId: null }
const QUESTION = {
  ...{ readerId: ID, filter: NONE, since: null, until: null, after: null, take: 'page' as const },
  sight: { everything: true, people: [], configuration: false } as const,
}
const SETTINGS = { everything: false, people: [], configuration: true } as const

beforeAll(async () => {
  const owner = await testDatabase('owner')
  await owner.$executeRaw`
    INSERT INTO audit_events (at, actor_id, action, object_type, object_id, subject_id, decision)
    SELECT now() + n * interval '1 second', uuidv7(), 'action.' || n % 40, 'packet', n::text, uuidv7(),
      CASE WHEN n % 50 = 0 THEN 'deny' ELSE 'allow' END
    FROM generate_series(1, 20000) n`
  await owner.$executeRaw`ANALYZE audit_events`
})

test.each([
  ['the newest', QUESTION, 'audit_events_at_id_idx'],
  [
    'a later page',
    { ...QUESTION, after: { at: '2026-07-06T12:00:00.000000Z', id: '7' } },
    'audit_events_at_id_idx',
  ],
  [
    'a person',
    { ...QUESTION, filter: { ...NONE, personId: ID } },
    'audit_events_actor_id_at_idx',
    'audit_events_subject_id_at_idx',
  ],
  [
    'an action',
    { ...QUESTION, filter: { ...NONE, action: 'action.7' } },
    'audit_events_action_at_id_idx',
  ],
  [
    'an object',
    { ...QUESTION, filter: { ...NONE, object: '7' } },
    'audit_events_object_id_at_id_idx',
  ],
  [
    'refusals',
    { ...QUESTION, filter: { ...NONE, decision: 'deny' as const } },
    'audit_events_refused',
  ],
  ['settings', { ...QUESTION, sight: SETTINGS }, 'audit_events_of_configuration'],
])(
  '%s is read from an index, so that it costs the same at a million events',
  async (_, question, ...indexes) => {
    const db = await testDatabase('owner')
    const plan = await db.$queryRaw<{ 'QUERY PLAN': string }[]>(
      Prisma.sql`EXPLAIN ${logStatement(question, 'UTC')}`,
    )
    const text = plan.map((line) => line['QUERY PLAN']).join('\n')
    for (const index of indexes) expect(text).toContain(index)
    expect(text).not.toContain('Seq Scan on audit_events')
  },
)
