import type { Context } from '@/lib/context'
import { addDays } from '@/lib/cycles/local-day'
import { changePerson } from '@/lib/people/changes/commands'
import { recordLeave } from '@/lib/people/changes/leaves/commands'
import { getToday } from '@/lib/people/queries'
import type { Cast } from './cast'

/** Somebody is away, somebody will change teams and somebody is to be promoted: as an administrator writes it down. */
export async function planAhead(admin: Context, cast: Cast): Promise<void> {
  const today = await getToday(admin)
  const idOf = (key: string) => cast.byEmail.get(`${key}@example.org`)?.id
  await recordLeave(admin, {
    personId: idOf('anders.nystrom'),
    kind: 'PARENTAL',
    fromOn: addDays(today, -40),
    lastOn: addDays(today, 50),
  })
  await changePerson(admin, {
    personId: idOf('grace.kim'),
    kind: 'TEAM',
    team: 'Mobile apps',
    on: addDays(today, 21),
  })
  await changePerson(admin, {
    personId: idOf('rafael.souza'),
    kind: 'LEVEL',
    level: 'engineering/ic/senior',
    on: addDays(today, 21),
  })
}
