import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { undoPeopleImport } from '@/lib/people/import/undo/commands'
import { getImportUndo } from '@/lib/people/import/undo/queries'
import { randomFile } from '@/tests/unit/people/import/organisation'
import { everything, HEADER, importFile, personId, preview, THREE, withAdmin } from './import-files'
import { signedIn } from './installation'

const REORGANISED = `${HEADER}
Dora Director,dora@example.org,,Director,MGMT,Leadership,2020-01-06,
Eve Engineer,eve@example.org,dora@example.org,Staff,IC,Search,2023-09-18,
Con Tractor,con@example.org,eve@example.org,,,Search,2026-11-02,contractor
`
const at = (ctx: Context, day: string): Context => ({ ...ctx, now: new Date(`${day}T09:00:00Z`) })

describe('undoPeopleImport', () => {
  it('puts back every row, whatever happened: new, changed, moved, deactivated', async () => {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, THREE)
      const before = await everything(db)
      const { importId } = await importFile(at(ctx, '2026-12-01'), REORGANISED, 'DEACTIVATE')
      expect(await everything(db)).not.toEqual(before)
      const view = await getImportUndo(at(ctx, '2026-12-02'), { importId })
      expect(view).toMatchObject({
        ...{ refusal: null, refused: 0 },
        counts: { created: 1, putBack: 1, activeAgain: 1, deactivated: 0 },
      })
      const undone = await undoPeopleImport(at(ctx, '2026-12-02'), { importId })
      expect(undone).toEqual({ removed: 1, kept: 0, isRepeated: false })
      expect(await everything(db)).toEqual(before)
    })
  })

  it('leaves a row of audit for each person and for the undo', async () => {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, THREE)
      const { importId } = await importFile(ctx, REORGANISED, 'DEACTIVATE')
      await undoPeopleImport(ctx, { importId })
      const events = await db.auditEvent.findMany({
        where: { OR: [{ reason: `undo ${importId}` }, { action: 'people.undoImport' }] },
        orderBy: { action: 'asc' },
      })
      expect(events.map(({ action }) => action)).toEqual([
        'people.undoImport',
        'person.change',
        'person.reactivate',
        'person.remove',
      ])
    })
  })

  it('J12 undoes once', async () => {
    await withAdmin(async (ctx, db) => {
      const { importId } = await importFile(ctx, THREE)
      await undoPeopleImport(ctx, { importId })
      const after = await everything(db)
      expect(await undoPeopleImport(ctx, { importId })).toMatchObject({ isRepeated: true })
      expect(await everything(db)).toEqual(after)
      expect(await db.auditEvent.count({ where: { action: 'people.undoImport' } })).toBe(1)
    })
  })

  it('C01 ends the sessions of whom the import had brought back', async () => {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, THREE)
      const eve = await personId(db, 'eve@example.org')
      const without = THREE.replace(/Eve.*\n/, '')
      await importFile(ctx, without, 'DEACTIVATE')
      const before = await everything(db)
      const { importId } = await importFile(ctx, THREE, 'DEACTIVATE')
      await db.session.create({ data: { id: 'eve', personId: eve } })
      expect((await getImportUndo(ctx, { importId })).counts).toMatchObject({ deactivated: 1 })
      await undoPeopleImport(ctx, { importId })
      expect(await everything(db)).toEqual(before)
      const session = await db.session.findUniqueOrThrow({ where: { id: 'eve' } })
      expect(session.revokedAt).not.toBeNull()
    })
  })

  it('keeps whom something refers to, deactivated, and removes the others', async () => {
    await withAdmin(async (ctx, db) => {
      const { importId } = await importFile(ctx, THREE)
      const eve = await personId(db, 'eve@example.org')
      const later = new Date('2027-01-01')
      await db.invitation.create({
        data: { id: 'invited', personId: eve, createdById: ctx.actor.id, expiresAt: later },
      })
      const undone = await undoPeopleImport(ctx, { importId })
      expect(undone).toMatchObject({ removed: 2, kept: 1 })
      const left = await db.person.findMany({ where: { email: { not: 'admin@example.org' } } })
      expect(left).toEqual([expect.objectContaining({ id: eve, isActive: false, teamId: null })])
      const { expiresAt } = await db.invitation.findUniqueOrThrow({ where: { id: 'invited' } })
      expect(expiresAt.getTime()).toBeLessThan(later.getTime())
      expect(await db.team.count()).toBe(0)
    })
  })
})

describe('refuses to undo', () => {
  it('what somebody changed since, and says who and what', async () => {
    await refuses(async (ctx, db) => {
      const id = await personId(db, 'eve@example.org')
      await db.person.update({ where: { id }, data: { name: 'Eve Else' } })
      return ctx
    }, /Eve Else was changed since \(name\)/)
  })

  it('people who take part in a cycle that was launched since, and their managers', async () => {
    await refuses(async (ctx, db) => {
      const version = await db.ladderVersion.findFirstOrThrow()
      const day = new Date('2027-01-01')
      const cycle = await db.cycle.create({
        data: {
          ...{ name: 'C', periodStart: new Date('2026-01-01'), periodEnd: day, timeZone: 'UTC' },
          ...{ ladderVersionId: version.id, launchAt: day, selfDueAt: day, peerDueAt: day },
          ...{ managerDueAt: day, shareFromAt: day, closeAt: day, scoringConfig: {} },
          launchedAt: new Date('2026-11-20T13:00:00Z'),
        },
      })
      const [person, manager] = [
        await personId(db, 'eve@example.org'),
        await personId(db, 'mia@example.org'),
      ]
      await db.participant.create({
        data: {
          ...{ cycleId: cycle.id, personId: person, managerId: manager },
          ...{ trackKey: 'ic', levelKey: 'senior' },
        },
      })
      return ctx
    }, /takes part in a cycle that was launched since\. There are 1 more/)
  })

  it('a manager to whom others came since', async () => {
    await refuses(async (ctx, db) => {
      const other = await db.person.create({ data: { email: 'other@example.org', name: 'Other' } })
      await db.reportingLine.create({
        data: {
          personId: other.id,
          managerId: await personId(db, 'mia@example.org'),
          fromOn: ctx.now,
        },
      })
      return ctx
    }, /Mia Manager manages people who came to them since/)
  })

  it('whom was made an administrator since', async () => {
    await refuses(async (ctx, db) => {
      await signedIn(db, { email: 'dora@example.org', roles: ['ADMIN'] })
      return ctx
    }, /Dora Director is an administrator now/)
  })

  it('an own entry', async () => {
    await refuses(
      async (_, db) => signedIn(db, { email: 'dora@example.org', roles: ['ADMIN'] }),
      /nobody changes their own entry/,
    )
  })

  it('any but the last import', async () => {
    await refuses(async (ctx) => {
      await importFile(ctx, REORGANISED, 'DEACTIVATE')
      return ctx
    }, /Only the last import/)
  })

  it('what is older than its record', async () => {
    await refuses(async (ctx) => at(ctx, '2027-03-01'), /Only the last import .* 90 days/)
  })

  it('an import of which a part of the record was erased', async () => {
    await refuses(async (ctx, db) => {
      await db.peopleImportChange.deleteMany({
        where: { personId: await personId(db, 'eve@example.org') },
      })
      return ctx
    }, /A part of the record/)
  })

  it('lines that would make a loop with what was moved since', async () => {
    await withAdmin(async (ctx, db) => {
      const [ada, bea] = await Promise.all(
        ['ada', 'bea'].map((name) =>
          db.person.create({ data: { email: `${name}@example.org`, name } }),
        ),
      )
      if (!ada || !bea) throw new Error('two people')
      await importFile(ctx, `name,email,manager\nada,ada@example.org,bea@example.org`)
      const { importId } = await importFile(ctx, `name,email,manager\nada,ada@example.org,`)
      await db.reportingLine.create({
        data: { personId: bea.id, managerId: ada.id, fromOn: ctx.now },
      })
      await expect(undoPeopleImport(ctx, { importId })).rejects.toMatchObject({
        code: 'CONFLICT',
        message: expect.stringMatching(/ada → bea → ada/),
      })
    })
  })

  it('anybody who may not write people', async () => {
    await withAdmin(async (ctx, db) => {
      const { importId } = await importFile(ctx, THREE)
      for (const roles of [[], ['HR_PARTNER'], ['LADDER_ADMIN', 'AUDITOR']] as const) {
        const other = await signedIn(db, {
          email: `${roles.length}@example.org`,
          roles: [...roles],
        })
        await expect(undoPeopleImport(other, { importId })).rejects.toMatchObject({
          code: 'NOT_FOUND',
        })
        await expect(getImportUndo(other, { importId })).rejects.toMatchObject({
          code: 'NOT_FOUND',
        })
      }
    })
  })
})

it('puts back any organisation after any file', async () => {
  const mode = fc.constantFrom('KEEP' as const, 'DEACTIVATE' as const)
  const files = fc.array(fc.tuple(randomFile(), mode), { minLength: 2, maxLength: 4 })
  let undone = 0
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      await withAdmin(async (ctx, db) => {
        const steps: { importId: string; before: Awaited<ReturnType<typeof everything>> }[] = []
        for (const [index, [file, absent]] of given.entries()) {
          const before = await everything(db)
          const today = at(ctx, `2026-12-0${1 + Math.floor(index / 2)}`)
          const source = sourceOf(file)
          // Whom an earlier file deactivated is a problem of one that leaves the others as they are.
          if ((await preview(today, source, absent)).plan.problems.length > 0) continue
          const { importId } = await importFile(today, source, absent)
          const where = { id: importId, recorded: { gt: 0 } }
          if ((await db.peopleImport.count({ where })) > 0) steps.push({ importId, before })
        }
        for (const { importId, before } of steps.reverse()) {
          await undoPeopleImport(at(ctx, '2026-12-05'), { importId })
          expect(await everything(db)).toEqual(before)
          undone += 1
        }
      })
    }),
    { numRuns: 20 },
  )
  expect(undone).toBeGreaterThan(25)
}, 120_000)

// The levels of the ladder that the tests publish.
function sourceOf({ header, rows }: { header: string; rows: string[] }): string {
  const titles = { ',IC2,': ',Engineer,', ',Senior Software Engineer,': ',Senior,' }
  const others = { ',em,': ',Manager,', ',M2,': ',Director,' }
  return Object.entries({ ...titles, ...others }).reduce(
    (text, [title, ours]) => text.replaceAll(title, ours),
    [header, ...rows].join('\n'),
  )
}

async function refuses(
  happen: (ctx: Context, db: Transaction) => Promise<Context>,
  message: RegExp,
): Promise<void> {
  await withAdmin(async (ctx, db) => {
    const { importId } = await importFile(ctx, THREE)
    const actor = await happen(ctx, db)
    const before = await everything(db)
    await expect(undoPeopleImport(actor, { importId })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(message),
    })
    expect(await everything(db)).toEqual(before)
  })
}
