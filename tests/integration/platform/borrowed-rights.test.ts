import { expect, it } from 'vitest'
import { testDatabase } from '@/tests/support/database'

it('K08 a function that runs with the rights of its owner is for whom it was made', async () => {
  const owner = await testDatabase('owner')
  const loose = await owner.$queryRaw<{ name: string; path: string | null; isForAll: boolean }[]>`
    SELECT p.oid::regprocedure::text AS name, found.path,
      EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        WHERE a.grantee = 0) AS "isForAll"
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    LEFT JOIN LATERAL (SELECT c AS path FROM unnest(p.proconfig) c
      WHERE c LIKE 'search_path=%, pg_temp') found ON true
    WHERE p.prosecdef AND n.nspname IN ('public', 'pgboss')`
  expect(loose.length).toBeGreaterThan(20)
  expect(loose.filter(({ path, isForAll }) => path === null || isForAll)).toEqual([])
})
