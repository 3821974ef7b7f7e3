import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { applyRetention } from '@/lib/privacy/retention/commands'
import { testDatabase } from '../../support/database'
import { erase, everyText, leave } from './erasing'
import { jobNow } from './privacy-world'
import { closeCycle, hold, newPerson, sharedWorld } from './retained'

const folder = mkdtempSync(join(tmpdir(), 'erasures-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('K01 leaves no address of the person in files about others, and nothing of a file that named them', async () => {
  const owner = await testDatabase('owner')
  const [gone, other] = [await newPerson(), await newPerson()]
  const named = await imported(`name,email,manager email\nB,${other.email},${gone.email}\n`, {
    problems: [{ row: 2, column: 3, header: 'manager', cell: gone.email, message: 'No.' }],
  })
  const silent = await imported(`name,email\nB,${other.email}\n`, { problems: [] })
  for (const importId of [named, silent]) {
    const detail = { manager: `Some (S.) [1] "Q" (${gone.email})` }
    const line = { importId, group: 'unlevelled', email: other.email, name: 'B' }
    await owner.peopleImportEntry.createMany({
      data: [
        { ...line, place: 1, detail },
        { ...line, place: 2, detail: {} },
      ],
    })
    await owner.peopleImportChange.create({ data: { importId, personId: other.id, after: {} } })
  }
  const { id: held } = await newPerson()
  await owner.person.update({ where: { id: gone.id }, data: { name: 'Some (S.) [1] "Q"' } })
  const { email } = await owner.person.findUniqueOrThrow({ where: { id: held } })
  const line = `Some (S.) [1] "Q",${gone.email.toUpperCase()},`
  const kept = await imported(`name,email,manager email\n${line}\nHeld,${email},${gone.email}\n`, {
    problems: [],
  })
  await hold({ personId: held })
  await leave(gone.id)
  await erase(gone.id, join(folder, 'erasures.jsonl'))
  const texts = Object.entries(await everyText())
  const found = texts.filter(
    ([, text]) => /Some \(S/.test(text) || text.toLowerCase().includes(gone.email),
  )
  expect(found.map(([table]) => table)).toEqual([])
  expect(await left(named)).toEqual({ entries: 0, changes: 0 })
  expect(await left(silent)).toEqual({ entries: 2, changes: 1 })
  const { source } = await owner.peopleImport.findUniqueOrThrow({ where: { id: kept } })
  const address = `erased.${gone.id}@erased.invalid`
  expect(source).toMatch(new RegExp(`Former person \\w{6},${address},\nHeld,${email},${address}`))
}, 60_000)

it('K03 keeps what somebody held wrote to one that is not, whoever else wrote', async () => {
  const owner = await testDatabase('owner')
  const { cycleId, reviewIds, peerIds } = await sharedWorld()
  const [heldId = '', otherId = ''] = peerIds
  const reasonOf = async (authorId: string) => {
    const where = { id: reviewIds[authorId] ?? '' }
    return (await owner.review.findUniqueOrThrow({ where })).reason
  }
  await owner.review.updateMany({ where: { cycleId }, data: { reason: 'Too little to say.' } })
  await hold({ personId: heldId })
  await closeCycle(cycleId, 4_000)
  await applyRetention(await jobNow(), { classes: ['submissions'] })
  expect(await reasonOf(heldId)).toBe('Too little to say.')
  expect(await reasonOf(otherId)).toBeNull()
}, 60_000)

async function imported(source: string, { problems }: { problems: object[] }): Promise<string> {
  const owner = await testDatabase('owner')
  const { id: actorId } = await newPerson()
  const { id } = await owner.peopleImport.create({
    data: {
      ...{ actorId, fileName: 'people.csv', source, sha256: randomUUID(), orgVersion: '' },
      ...{ rowCount: 1, summary: { problems }, appliedAt: new Date(), recorded: 1 },
    },
  })
  return id
}

async function left(importId: string): Promise<{ entries: number; changes: number }> {
  const owner = await testDatabase('owner')
  const where = { importId }
  return {
    entries: await owner.peopleImportEntry.count({ where }),
    changes: await owner.peopleImportChange.count({ where }),
  }
}
