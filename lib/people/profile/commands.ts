import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { dayRefusal } from '../changes/change'
import { atMidnight } from '../changes/change-row'
import { authorizeChange } from '../changes/queries'
import { CorrectPerson } from '../changes/schema'
import { lockOrganisation } from '../closure/commands'
import { getToday } from '../queries'

/** Puts right how somebody is called and when they started; both hold at once. */
export async function correctPerson(ctx: Context, input: unknown): Promise<void> {
  const { personId, name, startedOn, ...before } = parseInput(CorrectPerson, input)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    await authorizeChange(inner, { personIds: [personId] })
    // An import writes people as it has read them.
    await lockOrganisation(inner)
    if (startedOn && startedOn > (await getToday(inner))) {
      const refusal = dayRefusal(startedOn, await getToday(inner))
      if (refusal) throw new AppError('INVALID', refusal, { startedOn: refusal })
    }
    const { count } = await tx.person.updateMany({
      where: {
        id: personId,
        name: before.nameBefore,
        startedOn: before.startedOnBefore ? atMidnight(before.startedOnBefore) : null,
      },
      data: { name, startedOn: startedOn ? atMidnight(startedOn) : null },
    })
    if (count === 0) throw new AppError('CONFLICT', CHANGED)
    await recordAudit(inner, {
      action: 'person.correct',
      objectType: 'person',
      objectId: personId,
      subjectId: personId,
      before,
      after: { name, startedOn },
    })
  })
}

const CHANGED =
  'Somebody changed this person meanwhile. Nothing was changed; load the page again to see how they are now.'
