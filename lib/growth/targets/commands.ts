import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { getGrowthLadder } from '../ladder/queries'
import { levelOf, nextLevelOf } from '../ladder/rated-level'
import { getGrowthPerson } from '../person/queries'
import { ChooseTarget } from './schema'

/**
 * Sets the level that the signed-in person grows towards; only they set their own. The next level of
 * the track, or none, clears the choice, so that the goal moves on with a promotion.
 */
export async function chooseTarget(ctx: Context, input: unknown): Promise<void> {
  const { levelKey } = parseInput(ChooseTarget, input)
  await inTransaction(ctx, async (tx, inside) => {
    const personId = ctx.actor.id
    const person = await getGrowthPerson(inside, personId)
    const isDefault = levelKey === '' || (await isNextLevel(inside, person, levelKey))
    if (isDefault) await tx.growthTarget.deleteMany({ where: { personId } })
    else {
      const data = { levelKey, chosenAt: ctx.now }
      await tx.growthTarget.upsert({
        where: { personId },
        create: { personId, ...data },
        update: data,
      })
    }
    await recordAudit(inside, {
      action: 'growthTarget.choose',
      objectType: 'growthTarget',
      objectId: personId,
      subjectId: personId,
      before: person.chosenLevelKey,
      after: isDefault ? null : levelKey,
    })
  })
}

async function isNextLevel(
  ctx: Context,
  person: { levelKey: string | null; ladderVersionId: string | null },
  levelKey: string,
): Promise<boolean> {
  const ladder = person.ladderVersionId ? await getGrowthLadder(ctx, person.ladderVersionId) : null
  if (!ladder || !levelOf(ladder, levelKey)) {
    throw new AppError('INVALID', 'The ladder has no such level.', {
      levelKey: 'Choose a level of the ladder.',
    })
  }
  if (levelKey === person.levelKey) {
    throw new AppError('INVALID', 'You hold this level already.', {
      levelKey: 'Choose another level than the one you hold.',
    })
  }
  return nextLevelOf(ladder, person.levelKey)?.key === levelKey
}
