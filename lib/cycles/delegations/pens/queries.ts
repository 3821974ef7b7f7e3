import 'server-only'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'

type OfCycle = { id: string; cycleId: string }
type Held = { participant: Prisma.Sql; cycle: Prisma.Sql; grantee: Prisma.Sql }

// A pen is lent by whoever holds the manager's window, and goes with it: a new manager lends anew.
const lentFor = ({ participant, cycle, grantee }: Held) => Prisma.sql`delegations d
    JOIN contribution_windows dw ON dw.participant_id = ${participant} AND dw.author_id = d.grantor_id
      AND dw.role = 'PRIMARY' AND dw.is_open
    WHERE d.grantee_id = ${grantee} AND d.cycle_id = ${cycle}
      AND (d.participant_id IS NULL OR d.participant_id = ${participant})`

const inForce = ({ now }: Context) =>
  Prisma.sql`(d.revoked_at IS NULL AND d.starts_at <= ${now} AND d.ends_at > ${now})`

/** Relations `deleg` and `deleg_exp` of the actor to one participant, as terms. */
export function heldTerms({ actor }: Context, { id, cycleId }: OfCycle): Prisma.Sql {
  const [participant, cycle] = [Prisma.sql`${id}::uuid`, Prisma.sql`${cycleId}::uuid`]
  const held = { participant, cycle, grantee: Prisma.sql`${actor.id}::uuid` }
  return Prisma.sql`(SELECT jsonb_agg(jsonb_build_object('startsAt', d.starts_at, 'endsAt', d.ends_at,
      'isRevoked', d.revoked_at IS NOT NULL)) FROM ${lentFor(held)})`
}

/** Whether somebody writes for the manager at this moment: relation `deleg`, for lists. */
export function holdsPen(ctx: Context, held: Held): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM ${lentFor(held)} AND ${inForce(ctx)})`
}

/** Whoever writes or wrote for the manager of `p`: relation, person and participant. */
export function penHolders(ctx: Context): Prisma.Sql {
  const of = { participant: Prisma.sql`p.id`, cycle: Prisma.sql`p.cycle_id` }
  return Prisma.sql`SELECT CASE WHEN ${inForce(ctx)} THEN 'deleg' ELSE 'deleg_exp' END, d.grantee_id, p.id
    FROM parts p CROSS JOIN ${lentFor({ ...of, grantee: Prisma.sql`d.grantee_id` })}
      AND d.starts_at <= ${ctx.now}`
}

/** The `Pen` with which somebody writes or wrote about a participant, as JSON; null for none. */
export function penOf(ctx: Context, held: Held): Prisma.Sql {
  const { participant, cycle, grantee } = held
  return Prisma.sql`(SELECT jsonb_build_object('id', d.id, 'forName', dg.name, 'endsAt', d.ends_at,
      'isRevoked', d.revoked_at IS NOT NULL, 'isInForce', coalesce(dw.is_open AND ${inForce(ctx)}, false))
    FROM delegations d JOIN people dg ON dg.id = d.grantor_id
    LEFT JOIN contribution_windows dw ON dw.participant_id = ${participant}
      AND dw.author_id = d.grantor_id AND dw.role = 'PRIMARY'
    WHERE d.grantee_id = ${grantee} AND d.cycle_id = ${cycle}
      AND (d.participant_id = ${participant} OR d.participant_id IS NULL AND dw.id IS NOT NULL)
    ORDER BY coalesce(dw.is_open AND ${inForce(ctx)}, false) DESC, d.ends_at DESC, d.id LIMIT 1)`
}

/** Holds every pen of the actor for a participant until the transaction ends: nobody takes it back meanwhile. */
export async function lockPens(ctx: Context, { id, cycleId }: OfCycle): Promise<void> {
  await ctx.db.$queryRaw`SELECT id FROM delegations
    WHERE grantee_id = ${ctx.actor.id}::uuid AND cycle_id = ${cycleId}::uuid
      AND (participant_id IS NULL OR participant_id = ${id}::uuid) ORDER BY id FOR SHARE`
}
